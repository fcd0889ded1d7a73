package dev.fermata.operator.shell.http;

import com.sun.net.httpserver.HttpExchange;
import dev.fermata.operator.shell.config.OperatorConfig.Listen;
import dev.fermata.operator.shell.http.Listener.Answer;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Serves {@code /healthz}, {@code /readyz} and {@code /metrics}. */
public final class HealthListener implements AutoCloseable {
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final Listener listener;

    /**
     * Whether there is work being done, and a word on each part of it.
     *
     * @param ready whether nudges and the like should come here
     * @param detail lines for a person
     */
    public record Readiness(boolean ready, String detail) {

        /** With one more line. */
        public Readiness and(String line) {
            return new Readiness(ready, detail + line + "\n");
        }
    }

    /**
     * Begins to answer.
     *
     * @param metrics writes all metrics in the exposition format of the given media type
     */
    public HealthListener(Listen listen, Supplier<Readiness> readiness, Function<String, String> metrics) {
        this.listener = new Listener(
                listen.host(),
                listen.healthPort(),
                Map.of(
                        "/healthz", get(exchange -> Answer.text(Listener.OK, "ok\n")),
                        "/readyz", get(exchange -> ready(readiness.get())),
                        "/metrics", get(exchange -> metrics(exchange, metrics))));
    }

    public int port() {
        return listener.port();
    }

    private static Answer ready(Readiness readiness) {
        return Answer.text(readiness.ready() ? Listener.OK : Listener.UNAVAILABLE, readiness.detail());
    }

    private static Answer metrics(HttpExchange exchange, Function<String, String> metrics) {
        String accept = exchange.getRequestHeaders().getFirst("Accept");
        String type = accept != null && accept.contains(OPEN_METRICS)
                ? OPEN_METRICS + "; version=1.0.0; charset=utf-8"
                : TEXT;
        return new Answer(Listener.OK, type, metrics.apply(type));
    }

    private static Listener.Route get(Function<HttpExchange, Answer> route) {
        return exchange -> {
            String method = exchange.getRequestMethod();
            if (method.equals("GET") || method.equals("HEAD")) {
                return route.apply(exchange);
            }
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return Answer.error(Listener.METHOD_NOT_ALLOWED, "only GET and HEAD are possible here");
        };
    }

    @Override
    public void close() {
        listener.close();
    }
}
