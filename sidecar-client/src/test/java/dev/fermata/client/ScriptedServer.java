package dev.fermata.client;

import dev.fermata.client.internal.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A sidecar gone wrong: reads each request, and then does with the connection what a test says. */
final class ScriptedServer implements AutoCloseable {
    /** What happens to a connection; it is closed afterwards. */
    interface Script {
        void play(Exchange exchange) throws IOException, InterruptedException;
    }

    /**
     * A connection on which a request has come.
     *
     * @param request its first line, a space, and its body
     */
    record Exchange(Socket socket, String request) {
        boolean isEvents() {
            return request.startsWith("GET /v1/events");
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }

        void sendJson(String json) throws IOException {
            String quoted = json.replace('\'', '"');
            send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + quoted.length() + "\r\n\r\n"
                    + quoted);
        }

        void awaitClientsEnd() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // until it hangs up
            }
        }
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final Script script;

    ScriptedServer(Script script) throws IOException {
        this.script = script;
        start(this::listen);
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", server.getLocalPort());
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                start(() -> play(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void play(Socket socket) {
        try (socket) {
            script.play(new Exchange(socket, read(socket)));
        } catch (IOException e) {
            // the client hung up first
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String read(Socket socket) throws IOException {
        BufferedReader input =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        String first = line(input);
        int length = 0;
        for (String line = line(input); !line.isEmpty(); line = line(input)) {
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring(16));
            }
        }
        StringBuilder body = new StringBuilder();
        while (body.length() < length) {
            body.append((char) input.read());
        }
        return first + " " + body;
    }

    private static String line(BufferedReader input) throws IOException {
        String line = input.readLine();
        if (line == null) {
            throw new IOException("the request broke off");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
