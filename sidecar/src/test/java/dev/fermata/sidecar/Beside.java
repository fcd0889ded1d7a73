package dev.fermata.sidecar;

import dev.fermata.sidecar.settings.LogLevel;
import dev.fermata.sidecar.settings.Settings;
import dev.fermata.wire.OperatorToken;
import dev.fermata.wire.ServerIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A sidecar in this JVM, on ports of its own, with a game and an operator to speak to it. */
final class Beside implements AutoCloseable {
    static final ServerIdentity ARENA = new ServerIdentity("arena-0", "games", "u-1", "arena", "shooter", 16);
    static final String TOKEN = "the operator's token";

    private final Sidecar sidecar;
    private final HttpClient client = HttpClient.newHttpClient();

    private Beside(Sidecar sidecar) {
        this.sidecar = sidecar;
    }

    static Beside start() throws IOException {
        return start(null);
    }

    static Beside start(@Nullable URI nudge) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return new Beside(Sidecar.start(new Settings(
                ARENA, any, any, OperatorToken.sha256(TOKEN), nudge, LogLevel.INFO, Duration.ofSeconds(5))));
    }

    Sidecar sidecar() {
        return sidecar;
    }

    int gamePort() {
        return sidecar.gamePort();
    }

    int operatorPort() {
        return sidecar.operatorPort();
    }

    /** What the game is answered. */
    HttpResponse<String> game(String method, String path, @Nullable String json) {
        return send(request(gamePort(), method, path, json).build());
    }

    /** What an operator with the right token is answered. */
    HttpResponse<String> operator(String method, String path, @Nullable String json) {
        return send(request(operatorPort(), method, path, json)
                .header("Authorization", OperatorToken.authorization(TOKEN))
                .build());
    }

    HttpRequest.Builder request(int port, String method, String path, @Nullable String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        return json == null ? request : request.header("Content-Type", "application/json");
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no answer to " + request, e);
        }
    }

    /** A game's event stream. */
    Events events() {
        HttpRequest request = request(gamePort(), "GET", "/v1/events", null).build();
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            return new Events(response);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no events", e);
        }
    }

    @Override
    public void close() {
        sidecar.close();
        client.close();
    }
}
