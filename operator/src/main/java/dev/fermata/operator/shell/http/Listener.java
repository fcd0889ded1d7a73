package dev.fermata.operator.shell.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.fermata.wire.ErrorDocument;
import dev.fermata.wire.Headers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * A small HTTP server: the JDK's, with exact paths, errors in JSON, and bounds. A request that is not there in full after ten seconds is
 * cut off, and so is an answer that is not taken.
 */
final class Listener implements AutoCloseable {
    static final int OK = 200;
    static final int ACCEPTED = 202;
    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int TOO_LARGE = 413;
    static final int TOO_MANY = 429;
    static final int FAILED = 500;
    static final int UNAVAILABLE = 503;

    private static final int AT_ONCE = 256;
    private static final int BACKLOG = 1_024;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** An answer: status, content type, body. */
    record Answer(int status, String type, String body) {

        static Answer text(int status, String body) {
            return new Answer(status, "text/plain; charset=utf-8", body);
        }

        static Answer error(int status, String what) {
            return new Answer(status, Headers.JSON, new ErrorDocument(what).toJson());
        }
    }

    /** Answers the requests to one path. */
    interface Route {
        Answer answer(HttpExchange exchange) throws IOException;
    }

    static {
        // Read once by the JDK's server, in seconds and in connections.
        setIfAbsent("sun.net.httpserver.maxReqTime", "10");
        setIfAbsent("sun.net.httpserver.maxRspTime", "10");
        setIfAbsent("jdk.httpserver.maxConnections", "2000");
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Binds and begins to answer. */
    Listener(String host, int port, Map<String, Route> routes) {
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
        server.createContext("/", handler(routes));
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private HttpHandler handler(Map<String, Route> routes) {
        return exchange -> {
            try (exchange) {
                boolean place = places.tryAcquire();
                try {
                    send(exchange, place ? answer(routes, exchange) : Answer.error(UNAVAILABLE, "too busy; try again"));
                } finally {
                    if (place) {
                        places.release();
                    }
                }
            }
        };
    }

    private static Answer answer(Map<String, Route> routes, HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Route route = routes.get(path);
        return route == null ? Answer.error(NOT_FOUND, "nothing is served here") : route.answer(exchange);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set(Headers.CONTENT_TYPE, answer.type());
        boolean head = "HEAD".equals(exchange.getRequestMethod());
        exchange.sendResponseHeaders(answer.status(), head || body.length == 0 ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
