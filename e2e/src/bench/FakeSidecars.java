import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fermata.api.Labels;
import dev.fermata.sidecar.route.Method;
import dev.fermata.sidecar.route.Operation;
import dev.fermata.sidecar.route.OperatorRoutes;
import dev.fermata.sidecar.route.Reply;
import dev.fermata.sidecar.route.Route;
import dev.fermata.sidecar.state.Cell;
import dev.fermata.sidecar.state.News;
import dev.fermata.sidecar.state.State;
import dev.fermata.wire.EnvironmentVariables;
import dev.fermata.wire.Headers;
import dev.fermata.wire.Nudge;
import dev.fermata.wire.Ports;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The sidecars of all fake Pods: one server, which tells them apart by the address it is called at. State, routes and tokens are those of
 * the real sidecar; each nudges until the operator has on record what it says.
 */
final class FakeSidecars implements AutoCloseable {
    private static final int NOT_FOUND = 404;
    private static final int UNAUTHORIZED = 401;

    private final Map<String, Sidecar> byAddress = new ConcurrentHashMap<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final URI nudges;
    private final HttpServer server;

    private record Sidecar(String podUid, Cell cell, List<Route> routes, HttpRequest nudge) {}

    FakeSidecars(URI nudges) throws IOException {
        this.nudges = nudges;
        server = HttpServer.create(new InetSocketAddress("0.0.0.0", Ports.OPERATOR), 0);
        server.createContext("/", this::serve);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.start();
    }

    /** The Pod has an address: its sidecar listens there. */
    void start(Pod pod) {
        byAddress.compute(pod.getStatus().getPodIP(), (address, known) -> {
            String uid = pod.getMetadata().getUid();
            if (known != null && known.podUid().equals(uid)) {
                return known;
            }
            Cell cell = new Cell(State.initial("i-" + uid));
            HttpRequest nudge = nudge(pod);
            nudge(cell, nudge);
            return new Sidecar(
                    uid, cell, new OperatorRoutes(cell, tokenSha256(pod), "bench", () -> "").routes(), nudge);
        });
    }

    /** All games allow their deletion, one after the other, a hundred a second. */
    void allowAll() throws InterruptedException {
        for (Sidecar sidecar : byAddress.values()) {
            sidecar.cell().change(State::allow);
            nudge(sidecar.cell(), sidecar.nudge());
            Thread.sleep(10);
        }
    }

    void end(Pod pod) {
        byAddress
                .values()
                .removeIf(sidecar -> sidecar.podUid().equals(pod.getMetadata().getUid()));
    }

    private void nudge(Cell cell, HttpRequest nudge) {
        if (cell.get().news() != News.NONE) {
            client.sendAsync(nudge, BodyHandlers.discarding());
            later.schedule(() -> nudge(cell, nudge), 2, TimeUnit.SECONDS);
        }
    }

    private HttpRequest nudge(Pod pod) {
        Nudge nudge = new Nudge(
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                pod.getMetadata().getLabels().get(Labels.SERVER_UID));
        return HttpRequest.newBuilder(nudges)
                .POST(HttpRequest.BodyPublishers.ofString(nudge.toJson()))
                .build();
    }

    private static String tokenSha256(Pod pod) {
        return pod.getSpec().getInitContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getName().equals(EnvironmentVariables.TOKEN_SHA256))
                .map(EnvVar::getValue)
                .findFirst()
                .orElseThrow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            Sidecar sidecar =
                    byAddress.get(exchange.getLocalAddress().getAddress().getHostAddress());
            Reply reply = sidecar == null ? refusal(NOT_FOUND) : answer(sidecar, exchange, request);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set(Headers.CONTENT_TYPE, reply.mediaType());
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static Reply answer(Sidecar sidecar, HttpExchange exchange, byte[] body) {
        for (Route route : sidecar.routes()) {
            if (route.path().equals(exchange.getRequestURI().getPath())
                    && route.method() == Method.valueOf(exchange.getRequestMethod())) {
                return !route.access().admits(exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION))
                        ? refusal(UNAUTHORIZED)
                        : switch (route.operation()) {
                            case Operation.Taking taking -> taking.answer().apply(body);
                            case Operation.Asking asking -> asking.answer().get();
                            case Operation.Following following -> refusal(NOT_FOUND);
                        };
            }
        }
        return refusal(NOT_FOUND);
    }

    private static Reply refusal(int status) {
        return Reply.document(status, new dev.fermata.wire.ErrorDocument("not here"));
    }

    @Override
    public void close() {
        server.stop(0);
        later.shutdownNow();
        client.shutdownNow();
    }
}
