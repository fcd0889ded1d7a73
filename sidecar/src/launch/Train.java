import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts a sidecar by the command that is given, uses it as a game and an operator would, and ends it: what a JVM learns for its
 * ahead-of-time cache while it is used like this, it need not learn at its next start. Fails if the sidecar does not end well.
 */
final class Train {
    private static final int ROUNDS = 30;
    private static final int PATIENCE_SECONDS = 120;
    private static final String TOKEN = "training";
    private static final String DRAIN =
            "{\"reason\":\"ScaleDown\",\"message\":\"m\",\"requestedAt\":\"2026-01-31T12:00:00Z\"}";

    private final int gamePort = freePort();
    private final int operatorPort = freePort();

    private Train() throws IOException {}

    public static void main(String[] command) throws Exception {
        new Train().run(List.of(command));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void run(List<String> command) throws Exception {
        try (ServerSocket operator = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> takeNudges(operator));
            Process sidecar = start(command, operator.getLocalPort());
            try {
                use(sidecar);
            } finally {
                sidecar.destroyForcibly();
            }
        }
    }

    private void use(Process sidecar) throws Exception {
        awaitAnswer(sidecar);
        for (int i = 0; i < ROUNDS; i++) {
            round(i);
        }
        sidecar.destroy();
        if (!sidecar.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || sidecar.exitValue() != 0) {
            throw new IllegalStateException("the sidecar did not end well");
        }
    }

    private Process start(List<String> command, int nudgePort) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(TOKEN.getBytes(StandardCharsets.UTF_8));
        builder.environment()
                .putAll(Map.of(
                        "FERMATA_SERVER_NAME", "training-0",
                        "FERMATA_SERVER_NAMESPACE", "games",
                        "FERMATA_SERVER_UID", "training",
                        "FERMATA_FLEET", "training",
                        "FERMATA_LOG_LEVEL", "info",
                        "FERMATA_GAME_PORT", Integer.toString(gamePort),
                        "FERMATA_OPERATOR_PORT", Integer.toString(operatorPort),
                        "FERMATA_TOKEN_SHA256", HexFormat.of().formatHex(digest),
                        "FERMATA_NUDGE_URL", "http://localhost:" + nudgePort + "/v1/nudge"));
        return builder.start();
    }

    private void awaitAnswer(Process sidecar) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (sidecar.isAlive() && System.nanoTime() < end) {
            try {
                ask(operatorPort, "GET", "/healthz", null);
                return;
            } catch (IOException e) {
                Thread.sleep(20);
            }
        }
        throw new IllegalStateException("the sidecar does not answer");
    }

    private void round(int number) throws IOException {
        try (Socket events = connect(gamePort)) {
            write(events, "GET", "/v1/events", null);
            for (String path : List.of("/allow_delete", "/shutdown", "/health", "/v1/server", "/nowhere")) {
                ask(gamePort, "GET", path, null);
            }
            ask(gamePort, "PUT", "/v1/players", "{\"count\":" + number + "}");
            ask(gamePort, "POST", "/allow_delete", "{}");
            ask(gamePort, "POST", "/allow_delete", "{\"allowed\":true}");
            ask(operatorPort, "PUT", "/v1/drain", DRAIN);
            ask(operatorPort, "POST", "/v1/seal", null);
            ask(gamePort, "POST", "/allow_delete", "{\"allowed\":false}");
            String state = ask(operatorPort, "GET", "/v1/state", null);
            ask(operatorPort, "PUT", "/v1/guard", acknowledgement(state));
            ask(operatorPort, "DELETE", "/v1/seal", null);
            ask(operatorPort, "DELETE", "/v1/drain", null);
            ask(gamePort, "POST", "/allow_delete", "{\"allowed\":false}");
            ask(operatorPort, "GET", "/healthz", null);
            ask(operatorPort, "GET", "/metrics", null);
            ask(operatorPort, "DELETE", "/metrics", null);
            events.getInputStream().read(new byte[4096]);
        }
    }

    private static String acknowledgement(String answer) {
        String instance = answer.replaceAll("(?s).*\"instance\":\"([^\"]+)\".*", "$1");
        String version = answer.replaceAll("(?s).*\"version\":(\\d+).*", "$1");
        return "{\"instance\":\"" + instance + "\",\"version\":" + version + ",\"guard\":\"none\"}";
    }

    private static String ask(int port, String method, String path, String body) throws IOException {
        try (Socket socket = connect(port)) {
            write(socket, method, path, body);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        return socket;
    }

    private static void write(Socket socket, String method, String path, String body) throws IOException {
        String json = body == null ? "" : "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n";
        String request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + TOKEN + "\r\n" + json + "\r\n" + (body == null ? "" : body);
        OutputStream out = socket.getOutputStream();
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static void takeNudges(ServerSocket operator) {
        while (!operator.isClosed()) {
            try (Socket connection = operator.accept()) {
                InputStream in = connection.getInputStream();
                in.read(new byte[1024]);
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // closed at the end
            }
        }
    }
}
