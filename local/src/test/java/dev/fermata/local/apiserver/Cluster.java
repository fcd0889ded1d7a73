package dev.fermata.local.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.local.apiserver.json.Json;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An API server to ask, simulated or real, and a namespace of the test's own in it. {@code {ns}} in paths and bodies stands for that
 * namespace.
 */
final class Cluster implements AutoCloseable {
    static final String WIDGETS = "/apis/conformance.fermata.dev/v1/namespaces/{ns}/widgets";
    static final String PODS = "/api/v1/namespaces/{ns}/pods";
    static final String CONFIG_MAPS = "/api/v1/namespaces/{ns}/configmaps";
    static final String MERGE = "application/merge-patch+json";
    static final String JSON_PATCH = "application/json-patch+json";

    private static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    private final Kind kind;
    private final @Nullable SimulatedApiServer simulated;
    private final KubernetesClient client;
    private final HttpClient http;
    private final String namespace =
            "conformance-" + UUID.randomUUID().toString().substring(0, 8);

    /** Which API server. */
    enum Kind {
        SIMULATED,
        REAL
    }

    /** An answer. */
    record Reply(int code, JsonNode body, Map<String, List<String>> headers) {
        String text(String path) {
            return dev.fermata.local.apiserver.json.Paths.get(body, path).asText("");
        }

        String message() {
            return text("message");
        }
    }

    private Cluster(Kind kind, @Nullable SimulatedApiServer simulated, Config config) {
        this.kind = kind;
        this.simulated = simulated;
        Config withoutRetries =
                new ConfigBuilder(config).withRequestRetryBackoffLimit(0).build();
        this.client = new KubernetesClientBuilder().withConfig(withoutRetries).build();
        this.http = client.getHttpClient();
    }

    /** The simulated one always; a real one if its kubeconfig is named by FERMATA_E2E_KUBECONFIG. JUnit closes them. */
    static Stream<Cluster> each() {
        return (System.getenv("FERMATA_E2E_KUBECONFIG") == null ? Stream.of(Kind.SIMULATED) : Stream.of(Kind.values()))
                .map(Cluster::open);
    }

    private static Cluster open(Kind kind) {
        try {
            return opened(kind);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Cluster opened(Kind kind) throws IOException {
        Cluster cluster = switch (kind) {
            case SIMULATED -> simulated();
            case REAL ->
                new Cluster(
                        kind,
                        null,
                        Config.fromKubeconfig(Files.readString(Path.of(System.getenv("FERMATA_E2E_KUBECONFIG")))));
        };
        cluster.prepare();
        return cluster;
    }

    private static Cluster simulated() throws IOException {
        SimulatedApiServer server = SimulatedApiServer.start();
        return new Cluster(Kind.SIMULATED, server, Config.fromKubeconfig(server.kubeconfig()));
    }

    private void prepare() throws IOException {
        if (get(DEFINITIONS + "/widgets.conformance.fermata.dev").code() == 404) {
            try (InputStream in = Cluster.class.getResourceAsStream("widgets.yaml")) {
                String yaml = new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
                post(DEFINITIONS, Json.text(Json.yaml(yaml).getFirst()));
            }
            org.awaitility.Awaitility.await()
                    .until(() -> get(WIDGETS.replace("/namespaces/{ns}", "")).code() == 200);
        }
        post("/api/v1/namespaces", "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'{ns}'}}");
    }

    @Override
    public String toString() {
        return kind.name();
    }

    Kind kind() {
        return kind;
    }

    String namespace() {
        return namespace;
    }

    KubernetesClient client() {
        return client;
    }

    /** The server behind it; only where the test asked for a simulated one. */
    SimulatedApiServer simulatedServer() {
        return java.util.Objects.requireNonNull(simulated);
    }

    Reply get(String path) {
        return send("GET", path, "", "");
    }

    Reply post(String path, String body) {
        return send("POST", path, "application/json", body);
    }

    Reply put(String path, String body) {
        return send("PUT", path, "application/json", body);
    }

    Reply patch(String path, String mediaType, String body) {
        return send("PATCH", path, mediaType, body);
    }

    Reply delete(String path, String options) {
        return send("DELETE", path, "application/json", options);
    }

    /** Reads, in the form that a client prefers. */
    Reply get(String path, String accept) {
        HttpRequest.Builder request =
                http.newHttpRequestBuilder().uri(url(path)).header("Accept", accept);
        HttpResponse<byte[]> response = join(http.sendAsync(request.build(), byte[].class));
        return new Reply(response.code(), parsed(response.body()), response.headers());
    }

    /** Sends a request; single quotes in the body stand for double ones. */
    Reply send(String method, String path, String mediaType, String body) {
        HttpRequest.Builder request = http.newHttpRequestBuilder().uri(url(path));
        if (body.isEmpty()) {
            request.method(method, null, null);
        } else {
            request.method(method, mediaType, body.replace('\'', '"').replace("{ns}", namespace));
        }
        HttpResponse<byte[]> response = join(http.sendAsync(request.build(), byte[].class));
        return new Reply(response.code(), parsed(response.body()), response.headers());
    }

    String url(String path) {
        String master = client.getConfiguration().getMasterUrl();
        return master.replaceAll("/$", "") + path.replace("{ns}", namespace);
    }

    HttpClient http() {
        return http;
    }

    static <T> T join(java.util.concurrent.CompletableFuture<T> future) {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return body.length > 0 && body[0] == '{' ? Json.parse(body) : Json.object();
        } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** A widget of this name with this spec. */
    static String widget(String name, String spec) {
        return "{'apiVersion':'conformance.fermata.dev/v1','kind':'Widget','metadata':{'name':'" + name + "'},'spec':"
                + spec + "}";
    }

    /** Creates a widget with a spec. */
    Reply createWidget(String name, String spec) {
        return post(WIDGETS, widget(name, spec));
    }

    /** Creates a config map with this metadata beside its name. */
    Reply createConfigMap(String name, String metadata) {
        String more = metadata.isEmpty() ? "" : "," + metadata;
        return post(
                CONFIG_MAPS,
                "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'" + name + "'" + more
                        + "},'data':{'a':'b'}}");
    }

    /** Creates a Pod that no scheduler and no kubelet touches: bound to a node that does not exist, or not bound. */
    Reply createPod(String name, String metadata, String node) {
        String more = metadata.isEmpty() ? "" : "," + metadata;
        String bound = node.isEmpty() ? "'schedulerName':'nobody'" : "'nodeName':'" + node + "'";
        return post(
                PODS,
                "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'" + name + "'" + more + "},'spec':{" + bound
                        + ",'automountServiceAccountToken':false"
                        + ",'containers':[{'name':'game','image':'localhost/busybox:1'}]}}");
    }

    /** Waits for what happens after the fact. */
    void until(Callable<Boolean> condition) {
        until(Duration.ofSeconds(20), condition);
    }

    void until(Duration time, Callable<Boolean> condition) {
        org.awaitility.Awaitility.await().atMost(time).until(condition);
    }

    @Override
    public void close() {
        delete("/api/v1/namespaces/{ns}", "");
        client.close();
        if (simulated != null) {
            simulated.close();
        }
    }
}
