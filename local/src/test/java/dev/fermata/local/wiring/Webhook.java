package dev.fermata.local.wiring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** Webhooks, one at each path. A question waits until the test has an answer for it. */
final class Webhook implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Queue<String>> asked = new ConcurrentHashMap<>();
    private final Map<String, BlockingQueue<Reply>> replies = new ConcurrentHashMap<>();
    private final Map<String, Reply> always = new ConcurrentHashMap<>();
    private final HttpServer server;

    /** What is sent back. */
    private record Reply(int status, String body) {}

    Webhook() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    static String wants(int replicas) {
        return "{\"scale\": true, \"desired_replicas\": " + replicas + "}";
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    /** Each question is answered so from now on, but for one that waits. */
    void always(String path, int status, String body) {
        always.put(path, new Reply(status, body));
    }

    /** One question is answered so: the one that waits, or else the next. */
    void once(String path, String body) {
        replies(path).add(new Reply(200, body));
    }

    /** All questions, in order; those that wait included. */
    Queue<String> asked(String path) {
        return asked.computeIfAbsent(path, any -> new ConcurrentLinkedQueue<>());
    }

    private BlockingQueue<Reply> replies(String path) {
        return replies.computeIfAbsent(path, any -> new LinkedBlockingQueue<>());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().substring(1);
            asked(path).add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            Reply standing = always.get(path);
            Reply reply = standing == null ? replies(path).take() : standing;
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the test is over
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
