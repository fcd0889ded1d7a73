package dev.fermata.sidecar.nudge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands in for the operator's nudge listener, and answers as it is told to, HTTP or not. */
final class Operator implements AutoCloseable {
    private static final int DRIP_MILLIS = 100;

    private final ServerSocket socket;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final String answer;
    private final int pauseMillis;

    private Operator(String answer, int pauseMillis) throws IOException {
        this.answer = answer;
        this.pauseMillis = pauseMillis;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    static Operator answering(String answer) throws IOException {
        return new Operator(answer, 0);
    }

    /** One that answers, but takes its time for every byte. */
    static Operator dripping() throws IOException {
        return new Operator("HTTP/1.1 202 Accepted\r\n".repeat(10), DRIP_MILLIS);
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> requests() {
        return requests;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                requests.add(request(connection.getInputStream()));
                answer(connection.getOutputStream());
            } catch (IOException | InterruptedException e) {
                // closed, or the client went away: both belong to the tests
            }
        }
    }

    private void answer(OutputStream out) throws IOException, InterruptedException {
        for (byte next : answer.getBytes(StandardCharsets.US_ASCII)) {
            out.write(next);
            Thread.sleep(pauseMillis);
        }
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder request = new StringBuilder();
        while (!request.toString().endsWith("}")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            request.append((char) next);
        }
        return request.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
