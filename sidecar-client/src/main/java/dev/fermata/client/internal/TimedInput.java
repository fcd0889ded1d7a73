package dev.fermata.client.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The bytes that come in on a socket, with a deadline for all that is read until the next one is set: a peer that drips one byte at
 * a time gains nothing.
 */
final class TimedInput {
    private static final int MAX_LINE = 8 * 1024;

    private final Socket socket;
    private final InputStream input;
    private final byte[] buffer = new byte[2048];
    private int at;
    private int filled;
    private long deadline;
    private boolean bounded;

    TimedInput(Socket socket) throws IOException {
        this.socket = socket;
        this.input = socket.getInputStream();
    }

    void within(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
        bounded = true;
    }

    void whenever() {
        bounded = false;
    }

    /** Waits for the next byte without taking it; false if there will be none. */
    boolean await() throws IOException {
        if (at < filled) {
            return true;
        }
        socket.setSoTimeout(remainingMillis());
        filled = input.read(buffer);
        at = 0;
        return filled > 0;
    }

    /** The next byte, or -1 at the end. */
    int read() throws IOException {
        return await() ? buffer[at++] & 0xff : -1;
    }

    /** A line of a head, without the line break at its end. */
    String line() throws IOException {
        byte[] line = new byte[128];
        int length = 0;
        for (int next = read(); next != '\n'; next = read()) {
            if (next < 0) {
                throw new IOException("the answer broke off");
            }
            if (length == MAX_LINE) {
                throw new IOException("the answer is no HTTP: a line of its head has more than " + MAX_LINE + " bytes");
            }
            if (length == line.length) {
                line = java.util.Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) next;
        }
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, end, StandardCharsets.ISO_8859_1);
    }

    private int remainingMillis() throws SocketTimeoutException {
        if (!bounded) {
            return 0;
        }
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        return (int) Math.min(millis, Integer.MAX_VALUE);
    }
}
