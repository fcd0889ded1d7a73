package dev.fermata.client.testing;

import dev.fermata.wire.Headers;
import dev.fermata.wire.Limits;
import dev.fermata.wire.Routes;
import dev.fermata.wire.ServerDocument;
import dev.fermata.wire.ServerEvents;
import dev.fermata.wire.WireDocument;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/** One request over one connection: HTTP/1.1, as much of it as a game needs. */
final class FakeConnection {
    private static final int MAX_HEAD = 16 * 1024;
    private static final int MAX_DRAIN_MILLIS = 1000;
    private static final Duration HEARTBEAT = Duration.ofSeconds(ServerEvents.HEARTBEAT_SECONDS);

    private final FakeListener listener;
    private final FakeState state;
    private final Socket socket;
    private final InputStream input;
    private final OutputStream output;
    private int headBytes;
    private long contentLength;
    private String contentType = Headers.JSON;
    private boolean chunked;

    FakeConnection(FakeListener listener, FakeState state, Socket socket) throws IOException {
        this.listener = listener;
        this.state = state;
        this.socket = socket;
        this.input = new BufferedInputStream(socket.getInputStream());
        this.output = socket.getOutputStream();
    }

    void serve() throws IOException, InterruptedException {
        String[] request = line().split(" ", -1);
        headers();
        if (request.length != 3) {
            answer(FakeAnswer.error(400, "this is no HTTP/1.1"), false);
            return;
        }
        String path = request[1].split("\\?", 2)[0];
        boolean head = request[0].equals("HEAD");
        if (path.equals(Routes.EVENTS) && (head || request[0].equals("GET"))) {
            send("HTTP/1.1 200 \r\nContent-Type: " + Headers.EVENT_STREAM
                    + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
            if (!head) {
                follow();
            }
        } else {
            answer(answerTo(request[0], path), head);
        }
    }

    private FakeAnswer answerTo(String method, String path) throws IOException {
        FakeAnswer withoutRoute = FakeRoutes.withoutRoute(method, path);
        if (withoutRoute != null) {
            return withoutRoute;
        }
        if (chunked) {
            return FakeAnswer.error(411, "say the body's length: send the header Content-Length");
        }
        if (!FakeRoutes.takesBody(method) && contentLength > 0) {
            return FakeAnswer.error(400, "this request takes no body: leave it out");
        }
        if (FakeRoutes.takesBody(method) && !contentType.equals(Headers.JSON)) {
            return FakeAnswer.error(
                    415, "the body must be JSON in UTF-8: send the header Content-Type: " + Headers.JSON);
        }
        if (contentLength > Limits.MAX_BODY_BYTES) {
            return FakeAnswer.error(413, "the body is too long: at most " + Limits.MAX_BODY_BYTES + " bytes are taken");
        }
        byte[] body = input.readNBytes((int) contentLength);
        if (body.length < contentLength) {
            throw new IOException("the request broke off");
        }
        return listener.whileOpen(socket, () -> new FakeRoutes(state).answer(method, path, body));
    }

    private void headers() throws IOException {
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = Math.max(line.indexOf(':'), 0);
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> contentLength = length(value);
                case "content-type" ->
                    contentType = value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
                case "transfer-encoding" -> chunked = true;
                default -> {
                    // of no concern here
                }
            }
        }
    }

    private static long length(String value) throws IOException {
        try {
            return Long.parseUnsignedLong(value);
        } catch (NumberFormatException e) {
            throw new IOException("the request's length is no number", e);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0 || ++headBytes > MAX_HEAD) {
                throw new IOException("the request broke off, or its head has more than " + MAX_HEAD + " bytes");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    private void answer(FakeAnswer answer, boolean head) throws IOException {
        WireDocument document = answer.document();
        byte[] body = document == null ? new byte[0] : document.toBytes();
        String content =
                document == null ? "" : "Content-Type: " + Headers.JSON + "\r\nContent-Length: " + body.length + "\r\n";
        String allow = answer.allow() == null ? "" : "Allow: " + answer.allow() + "\r\n";
        send("HTTP/1.1 " + answer.status() + " \r\n" + content + allow + "Connection: close\r\n\r\n");
        if (!head) {
            output.write(body);
        }
        socket.shutdownOutput();
        drain();
    }

    /** Reads what is still to come of a body that was refused: a connection closed before would take the answer with it. */
    private void drain() throws IOException {
        socket.setSoTimeout(MAX_DRAIN_MILLIS);
        long end = System.nanoTime() + MAX_DRAIN_MILLIS * 1_000_000L;
        byte[] rest = new byte[1024];
        while (input.read(rest) >= 0 && System.nanoTime() < end) {
            // until the client, too, has said all
        }
    }

    private void follow() throws IOException, InterruptedException {
        ServerDocument sent = null;
        while (!socket.isClosed()) {
            ServerDocument now = state.awaitChange(sent, HEARTBEAT, () -> !socket.isClosed());
            chunk(now.equals(sent) ? ServerEvents.HEARTBEAT : ServerEvents.event(now));
            sent = now;
            listener.whileOpen(socket, () -> {
                state.follows(socket);
                return now;
            });
        }
    }

    private void chunk(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        send(Integer.toHexString(bytes.length) + "\r\n" + text + "\r\n");
    }

    private void send(String text) throws IOException {
        output.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
