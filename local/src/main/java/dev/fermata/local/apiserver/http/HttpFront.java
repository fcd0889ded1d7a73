package dev.fermata.local.apiserver.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.rest.Resources;
import dev.fermata.local.apiserver.traffic.Call;
import dev.fermata.local.apiserver.traffic.Fate;
import dev.fermata.local.apiserver.traffic.Traffic;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The HTTP server: one virtual thread per request, on the loopback interface. */
public final class HttpFront implements AutoCloseable {
    private static final int LONGEST_BODY = 3 * 1024 * 1024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Router router;
    private final Traffic traffic;
    private final Set<HttpExchange> watches = ConcurrentHashMap.newKeySet();

    /** Starts to serve; port 0 takes any that is free. */
    public HttpFront(Resources resources, Traffic traffic, int port) throws IOException {
        this.router = new Router(resources);
        this.traffic = traffic;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** The address that clients connect to. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Cuts every watch off, as a network does. */
    public void dropWatches() {
        watches.forEach(HttpExchange::close);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
            Request request =
                    Request.of(exchange.getRequestMethod(), exchange.getRequestURI(), headers(exchange), body);
            Route route = Route.of(request.path());
            Call call = call(request, route);
            Fate fate = traffic.fate(call);
            if (!(fate instanceof Fate.CutBefore)) {
                Refusal refusal = fate.refusal();
                Answer answer = refusal != null ? Answer.of(refusal) : answer(request, route);
                traffic.record(call, answer.code());
                if (!(fate instanceof Fate.CutAfter)) {
                    send(exchange, answer);
                }
            }
        } catch (IOException gone) {
            // The client went away: nobody is left to tell.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer answer(Request request, @Nullable Route route) {
        if (request.body().length > LONGEST_BODY) {
            return Answer.of(
                    Refusal.of(413, "RequestEntityTooLarge", "Request entity too large: limit is " + LONGEST_BODY));
        }
        return router.answer(request, route);
    }

    private static Call call(Request request, @Nullable Route route) {
        return route == null
                ? new Call(request.method().toLowerCase(Locale.ROOT), "", "", "", "")
                : new Call(route.verb(request), route.plural(), route.subresource(), route.namespace(), route.name());
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        return headers;
    }

    private void send(HttpExchange exchange, Answer answer) throws IOException, InterruptedException {
        switch (answer) {
            case Answer.Document document -> send(exchange, document);
            case Answer.Stream stream -> send(exchange, stream);
        }
    }

    private static void send(HttpExchange exchange, Answer.Document document) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", document.mediaType());
        for (String warning : document.warnings()) {
            exchange.getResponseHeaders().add("Warning", "299 - \"" + warning.replace("\"", "\\\"") + "\"");
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(
                document.code(), head || document.body().length == 0 ? -1 : document.body().length);
        if (!head && document.body().length > 0) {
            exchange.getResponseBody().write(document.body());
        }
    }

    private void send(HttpExchange exchange, Answer.Stream stream) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        watches.add(exchange);
        try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 16_384)) {
            stream.watch().run(out);
        } finally {
            watches.remove(exchange);
        }
    }
}
