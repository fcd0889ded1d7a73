package dev.fermata.client.internal;

import dev.fermata.wire.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The body of an answer, freed of its framing. */
final class Body {
    private final TimedInput input;
    private final long framing;
    private long left;
    private boolean ended;
    private boolean begun;

    Body(TimedInput input, long framing) {
        this.input = input;
        this.framing = framing;
        this.left = Math.max(framing, 0);
    }

    /** The next byte, or -1 at the body's end. */
    int read() throws IOException {
        if (framing == Head.UNTIL_END) {
            return input.read();
        }
        if (left == 0 && !ended) {
            if (framing == Head.CHUNKED) {
                nextChunk();
            } else {
                ended = true;
            }
        }
        if (ended) {
            return -1;
        }
        int next = input.read();
        if (next < 0) {
            throw new IOException("the answer broke off");
        }
        left--;
        return next;
    }

    byte[] readAll() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream(512);
        for (int next = read(); next >= 0; next = read()) {
            if (all.size() == Limits.MAX_ANSWER_BYTES) {
                throw new IOException("the answer has more than " + Limits.MAX_ANSWER_BYTES + " bytes");
            }
            all.write(next);
        }
        return all.toByteArray();
    }

    private void nextChunk() throws IOException {
        if (begun && !input.line().isEmpty()) {
            throw new IOException("the answer is no HTTP: a chunk does not end where it said");
        }
        begun = true;
        String line = input.line();
        int end = line.indexOf(';');
        String size = (end < 0 ? line : line.substring(0, end)).strip();
        left = 0;
        for (int i = 0; i < size.length(); i++) {
            int digit = Character.digit(size.charAt(i), 16);
            if (digit < 0 || i >= 7) {
                throw new IOException("the answer is no HTTP: a chunk's size is no number");
            }
            left = left * 16 + digit;
        }
        if (size.isEmpty()) {
            throw new IOException("the answer is no HTTP: a chunk has no size");
        }
        ended = left == 0;
    }
}
