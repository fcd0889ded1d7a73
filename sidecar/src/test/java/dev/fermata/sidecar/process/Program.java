package dev.fermata.sidecar.process;

import static org.awaitility.Awaitility.await;

import dev.fermata.wire.OperatorToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The sidecar's process, started from the folder that the build has made. */
final class Program implements AutoCloseable {
    static final Path APP = Path.of(System.getProperty("fermata.app", "target/app"));
    static final List<String> FLAGS = List.of("@" + APP.resolve("java-flags"));
    static final String TOKEN = "the operator's token";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path output;
    private final int gamePort;
    private final int operatorPort;
    private final HttpClient client = HttpClient.newHttpClient();

    private Program(List<String> flags, Map<String, String> environment) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-jar", APP.resolve("fermata-sidecar.jar").toString()));
        gamePort = port(environment, "FERMATA_GAME_PORT");
        operatorPort = port(environment, "FERMATA_OPERATOR_PORT");
        try {
            output = Files.createTempFile("sidecar", ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("FERMATA_"));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int port(Map<String, String> environment, String variable) {
        String port = environment.getOrDefault(variable, "");
        return port.matches("\\d+") ? Integer.parseInt(port) : 0;
    }

    /** Starts it in an environment of the test's own. */
    static Program in(Map<String, String> environment) {
        return new Program(FLAGS, environment);
    }

    /** Starts it as it should be and waits until it answers. */
    static Program running() {
        return running(FLAGS, Map.of());
    }

    static Program running(List<String> flags, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(environment());
        environment.putAll(more);
        Program program = new Program(flags, environment);
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> program.operator("GET", "/healthz").statusCode() == 200);
        return program;
    }

    /** All that it needs, with two ports that were free a moment ago. */
    static Map<String, String> environment() {
        return Map.of(
                "FERMATA_SERVER_NAME", "arena-0",
                "FERMATA_SERVER_NAMESPACE", "games",
                "FERMATA_SERVER_UID", "u-1",
                "FERMATA_GAME_PORT", Integer.toString(freePort()),
                "FERMATA_OPERATOR_HOST", "127.0.0.1",
                "FERMATA_OPERATOR_PORT", Integer.toString(freePort()),
                "FERMATA_TOKEN_SHA256", OperatorToken.sha256(TOKEN));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int gamePort() {
        return gamePort;
    }

    HttpResponse<String> game(String method, String path, @Nullable String json) {
        return send(gamePort, method, path, json);
    }

    HttpResponse<String> operator(String method, String path) {
        return send(operatorPort, method, path, null);
    }

    HttpResponse<String> operator(String method, String path, String json) {
        return send(operatorPort, method, path, json);
    }

    private HttpResponse<String> send(int port, String method, String path, @Nullable String json) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Authorization", OperatorToken.authorization(TOKEN))
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json))
                .build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void sigterm() {
        process.destroy();
    }

    /** Waits for its end. */
    int exitCode() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it does not end; it said:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** All that it has written so far, to either stream. */
    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitCode();
        client.close();
        try {
            Files.delete(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
