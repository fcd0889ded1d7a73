package dev.fermata.operator.shell.kube;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** An API server that says what it is told to, in that order, and remembers what it was asked. */
public final class FakeApi implements AutoCloseable {
    private final HttpServer server;
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final KubernetesClient client;

    /** A request as it came. */
    public record Request(String method, String path, String type, String body) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private record Answer(int status, String body) {}

    public FakeApi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::answer);
        server.start();
        client = Cluster.client(new ConfigBuilder()
                .withAutoConfigure(false)
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .build());
    }

    public ApiServer api() {
        return new ApiServer(client);
    }

    public List<Request> requests() {
        return requests;
    }

    /** The next request is answered with this document. */
    public FakeApi will(int status, String body) {
        answers.add(new Answer(status, body));
        return this;
    }

    /** The next request is answered with this object. */
    public FakeApi will(int status, Object object) {
        return will(status, client.getKubernetesSerialization().asJson(object));
    }

    /** The next request is refused. */
    public FakeApi refuses(int code, String reason, String message) {
        return will(code, """
            {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"%s","message":"%s","code":%d}\
            """.formatted(reason, message, code));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
            requests.add(new Request(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), type, body));
            Answer answer = answers.isEmpty() ? new Answer(500, "{}") : answers.remove();
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Answers nobody any more. */
    public void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        client.close();
        server.stop(0);
    }
}
