package dev.fermata.sidecar.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client of an event stream with a small socket buffer; takes nothing until it is asked to. Chunk sizes are read over. */
final class Follower implements AutoCloseable {
    private static final int BUFFER = 4096;
    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket = new Socket();
    private final BufferedReader lines;
    private final String head;

    Follower(int port) throws IOException {
        socket.setReceiveBufferSize(BUFFER);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.getOutputStream()
                .write("GET /v1/events HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        head = upToEmptyLine();
    }

    String head() {
        return head;
    }

    /** The next event or comment; empty when the stream has ended. */
    String block() throws IOException {
        String block = upToEmptyLine();
        while (block.isEmpty() && socket.getInputStream().available() > 0) {
            block = upToEmptyLine();
        }
        return block;
    }

    /** The version in the next event. */
    long version() throws IOException {
        String block = block();
        while (block.startsWith(":")) {
            block = block();
        }
        return block.lines()
                .filter(line -> line.startsWith("id: "))
                .mapToLong(line -> Long.parseLong(line.substring(4)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the stream has ended"));
    }

    /** How many events come, up to and including that of the version; each later than the one before. */
    int versionsUpTo(long last) throws IOException {
        int count = 0;
        long version = -1;
        while (version < last) {
            long next = version();
            if (next <= version) {
                throw new AssertionError(next + " came after " + version);
            }
            version = next;
            count++;
        }
        return count;
    }

    private String upToEmptyLine() throws IOException {
        StringBuilder block = new StringBuilder();
        String line = lines.readLine();
        while (line != null && (!line.isEmpty() || block.isEmpty())) {
            boolean chunkSize = line.chars().allMatch(c -> Character.digit(c, 16) >= 0);
            if (!chunkSize) {
                block.append(block.isEmpty() ? "" : "\n").append(line);
            }
            line = lines.readLine();
        }
        return block.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
