package dev.fermata.client.internal;

import dev.fermata.wire.Limits;
import dev.fermata.wire.ServerEvents;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events (WHATWG HTML, section 9.2.6), those of the one kind that the protocol knows. Any line counts as a sign of life;
 * no complete line for the time given means that the connection is dead.
 */
final class EventStream {
    private final TimedInput input;
    private final Body body;
    private final Duration silence;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private boolean afterReturn;

    EventStream(TimedInput input, Body body, Duration silence) {
        this.input = input;
        this.body = body;
        this.silence = silence;
    }

    /** Waits for the next event. Its data; null at the end of the stream. */
    byte @Nullable [] next() throws IOException {
        String name = "";
        ByteArrayOutputStream data = new ByteArrayOutputStream(512);
        while (true) {
            byte[] next = nextLine();
            if (next == null) {
                return null;
            }
            if (next.length == 0) {
                if (name.equals(ServerEvents.NAME) && data.size() > 0) {
                    return data.toByteArray();
                }
                name = "";
                data.reset();
            } else if (isField(next, "event")) {
                name = new String(value(next, "event"), StandardCharsets.UTF_8);
            } else if (isField(next, "data")) {
                add(data, next);
            }
        }
    }

    private static void add(ByteArrayOutputStream data, byte[] next) throws IOException {
        byte[] value = value(next, "data");
        if (data.size() + value.length >= Limits.MAX_ANSWER_BYTES) {
            throw new IOException("an event has more than " + Limits.MAX_ANSWER_BYTES + " bytes");
        }
        if (data.size() > 0) {
            data.write('\n');
        }
        data.write(value, 0, value.length);
    }

    private static boolean isField(byte[] line, String name) {
        if (line.length < name.length() || (line.length > name.length() && line[name.length()] != ':')) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (line[i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] value(byte[] line, String name) {
        int start = Math.min(line.length, name.length() + 1);
        if (start < line.length && line[start] == ' ') {
            start++;
        }
        return java.util.Arrays.copyOfRange(line, start, line.length);
    }

    /** A line may end in CR, LF or both; null at the end of the stream, where an unfinished line counts for nothing. */
    private byte @Nullable [] nextLine() throws IOException {
        input.within(silence);
        line.reset();
        while (true) {
            int next = body.read();
            boolean skipped = afterReturn && next == '\n';
            afterReturn = next == '\r';
            if (next < 0) {
                return null;
            }
            if (next == '\n' || next == '\r') {
                if (!skipped) {
                    return line.toByteArray();
                }
            } else if (line.size() == Limits.MAX_ANSWER_BYTES) {
                throw new IOException("a line of an event has more than " + Limits.MAX_ANSWER_BYTES + " bytes");
            } else {
                line.write(next);
            }
        }
    }
}
