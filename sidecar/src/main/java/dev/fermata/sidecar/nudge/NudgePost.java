package dev.fermata.sidecar.nudge;

import dev.fermata.wire.Headers;
import dev.fermata.wire.Nudge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Sends one nudge: an HTTP/1.1 POST (RFC 9112) over a connection of its own, of whose answer only the status counts. By hand on a
 * socket, because the JDK's clients keep threads, connections and classes for what is one packet in an hour, and cannot promise that
 * an exchange ends at a deadline when the other end drips.
 */
final class NudgePost {
    private static final int HTTP_PORT = 80;
    private static final int MAX_STATUS_LINE = 512;

    private final String host;
    private final int port;
    private final byte[] request;
    private final Duration deadline;

    /**
     * @param url where to, with the scheme http
     * @param nudge what to say
     * @param deadline how long the exchange may take from connecting to the status line; looking up the host's name comes before,
     *     in the resolver's own time
     */
    NudgePost(URI url, Nudge nudge, Duration deadline) {
        host = url.getHost();
        port = url.getPort() < 0 ? HTTP_PORT : url.getPort();
        request = request(url, nudge.toBytes());
        this.deadline = deadline;
    }

    private static byte[] request(URI url, byte[] body) {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String head = "POST " + path + query + " HTTP/1.1\r\n"
                + "Host: " + url.getRawAuthority() + "\r\n"
                + Headers.CONTENT_TYPE + ": " + Headers.JSON + "\r\n"
                + "Content-Length: " + body.length + "\r\n"
                + "Connection: close\r\n\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }

    /**
     * Sends it.
     *
     * @return the status of the answer
     * @throws IOException if there was none in time, or none that is HTTP
     */
    int send() throws IOException {
        InetAddress address = InetAddress.getByName(host);
        long end = System.nanoTime() + deadline.toNanos();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), millisUntil(end));
            socket.getOutputStream().write(request);
            return status(statusLine(socket, end));
        }
    }

    private static String statusLine(Socket socket, long end) throws IOException {
        InputStream answer = socket.getInputStream();
        StringBuilder line = new StringBuilder();
        while (line.length() < MAX_STATUS_LINE) {
            socket.setSoTimeout(millisUntil(end));
            int next = answer.read();
            if (next < 0 || next == '\n') {
                return line.toString();
            }
            line.append((char) next);
        }
        return line.toString();
    }

    private static int status(String line) throws IOException {
        if (line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ') {
            int status = 0;
            for (int i = 9; i < 12; i++) {
                status = status * 10 + Character.digit(line.charAt(i), 10);
            }
            if (status >= 100) {
                return status;
            }
        }
        throw new IOException(
                line.isEmpty() ? "the connection was closed without an answer" : "the answer is not HTTP/1.1");
    }

    private static int millisUntil(long end) throws SocketTimeoutException {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("no answer in time");
        }
        return (int) left;
    }
}
