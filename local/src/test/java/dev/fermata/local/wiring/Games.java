package dev.fermata.local.wiring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fermata.api.Labels;
import dev.fermata.sidecar.route.Method;
import dev.fermata.sidecar.route.Reply;
import dev.fermata.wire.EnvironmentVariables;
import dev.fermata.wire.Nudge;
import dev.fermata.wire.Routes;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The games of all Pods, each at its Pod's own loopback address: one server answers for all. */
final class Games implements AutoCloseable {
    private final Map<String, Game> byUid = new ConcurrentHashMap<>();
    private final Map<String, Game> byAddress = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final UnaryOperator<Pod> whole;
    private final Supplier<Optional<Integer>> nudgePort;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final HttpServer server;

    /**
     * Begins to answer.
     *
     * @param whole a Pod as the API server has it: the operator keeps only a part of it
     * @param nudgePort where the operator listens, if it runs
     */
    Games(UnaryOperator<Pod> whole, Supplier<Optional<Integer>> nudgePort) throws IOException {
        this.whole = whole;
        this.nudgePort = nudgePort;
        this.server = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** Where the operator finds the sidecar of a Pod. */
    Optional<URI> address(Pod pod) {
        return Optional.ofNullable(pod.getStatus().getPodIP()).map(address -> {
            byAddress.put(address, game(pod));
            return URI.create("http://" + address + ":" + server.getAddress().getPort());
        });
    }

    Game game(Pod pod) {
        return byUid.computeIfAbsent(
                pod.getMetadata().getUid(), uid -> new Game(tokenSha256(whole.apply(pod)), () -> nudge(pod)));
    }

    private static String tokenSha256(Pod pod) {
        return pod.getSpec().getInitContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getName().equals(EnvironmentVariables.TOKEN_SHA256))
                .map(EnvVar::getValue)
                .findFirst()
                .orElseThrow();
    }

    private void nudge(Pod pod) {
        String body = new Nudge(
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName(),
                        pod.getMetadata().getLabels().getOrDefault(Labels.SERVER_UID, ""))
                .toJson();
        nudgePort.get().ifPresent(port -> {
            URI url = URI.create("http://127.0.0.1:" + port + Routes.NUDGE);
            CompletableFuture<?> sent = client.sendAsync(
                    HttpRequest.newBuilder(url)
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.discarding());
            sent.exceptionally(lost -> null);
        });
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Game game = byAddress.get(exchange.getLocalAddress().getAddress().getHostAddress());
            if (game == null) {
                return; // the connection breaks
            }
            switch (game.voice()) {
                case ANSWERING -> answer(game, exchange);
                case BREAKING_OFF -> {} // which it does now
                case HANGING -> {
                    game.keep();
                    ended.await();
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(Game game, HttpExchange exchange) throws IOException {
        Reply reply = game.answer(new Game.Request(
                Method.valueOf(exchange.getRequestMethod()),
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                exchange.getRequestBody().readAllBytes()));
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.mediaType());
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        ended.countDown();
        server.stop(0);
        client.shutdownNow();
        threads.shutdownNow();
    }
}
