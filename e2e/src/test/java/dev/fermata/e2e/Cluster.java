package dev.fermata.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.File;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The cluster under test, by plain requests: a test sees what any tool of a user would see. Has the CRDs of this build. */
final class Cluster {
    static final String API = "/apis/fermata.dev/v1alpha1";

    private static final String CRDS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static @Nullable Cluster connected;

    private final KubernetesClient client;
    private final Optional<String> impersonated;

    private Cluster(KubernetesClient client, Optional<String> impersonated) {
        this.client = client;
        this.impersonated = impersonated;
    }

    /** Whether there is one: named, or to be had from Docker. */
    static boolean isThere() {
        return kubeconfig().isPresent() || K3s.isPossible();
    }

    private static Optional<File> kubeconfig() {
        return Optional.ofNullable(System.getenv("FERMATA_E2E_KUBECONFIG"))
                .filter(path -> !path.isBlank())
                .map(File::new);
    }

    /** Connects and installs the CRDs the first time; they stay, since other work may rely on them. */
    static synchronized Cluster connect() {
        Cluster cluster = connected;
        if (cluster == null) {
            Config config =
                    kubeconfig().map(Config::fromKubeconfig).orElseGet(() -> Config.fromKubeconfig(K3s.start()));
            config.setRequestRetryBackoffLimit(0); // a refusal, 429 among them, is an answer
            cluster =
                    new Cluster(new KubernetesClientBuilder().withConfig(config).build(), Optional.empty());
            Crds.files().forEach(cluster::install);
            connected = cluster;
        }
        return cluster;
    }

    /** Where objects of a kind are, in a namespace. */
    static String path(String namespace, String kind) {
        return API + "/namespaces/" + namespace + "/" + kind.toLowerCase(Locale.ROOT) + "s";
    }

    Answer get(String path) {
        return send(request(path).header("Accept", "application/json"));
    }

    /** As kubectl asks for what it prints. */
    Answer table(String path) {
        return send(request(path).header("Accept", TABLE));
    }

    /** Updates, and gives what kubectl would print of this very state: nobody can have changed it since. */
    Answer updateForTable(String path, JsonNode mergePatch) {
        return send(request(path).header("Accept", TABLE).patch("application/merge-patch+json", mergePatch.toString()));
    }

    /** Creates as kubectl does: a field that the schema does not know is refused. */
    Answer create(String path, JsonNode object) {
        return send(request(path + "?fieldValidation=Strict").post("application/json", object.toString()));
    }

    /** As {@link #create}, but nothing is stored. */
    Answer tryOut(String path, JsonNode object) {
        return send(request(path + "?fieldValidation=Strict&dryRun=All").post("application/json", object.toString()));
    }

    Answer update(String path, JsonNode mergePatch) {
        return send(
                request(path + "?fieldValidation=Strict").patch("application/merge-patch+json", mergePatch.toString()));
    }

    /** As kubectl apply --server-side. */
    Answer apply(String path, JsonNode object) {
        return send(request(path + "?fieldValidation=Strict&fieldManager=e2e")
                .patch("application/apply-patch+yaml", object.toString()));
    }

    /** By a strategic merge patch in YAML, in which a container is found by its name. */
    Answer strategic(String path, String patch) {
        return send(request(path)
                .patch(
                        "application/strategic-merge-patch+json",
                        World.yaml(patch).toString()));
    }

    Answer replace(String path, JsonNode object) {
        return send(request(path).put("application/json", object.toString()));
    }

    Answer delete(String path) {
        return delete(path, "{\"propagationPolicy\":\"Background\"}");
    }

    /** With DeleteOptions. */
    Answer delete(String path, String options) {
        return send(request(path).delete("application/json", options));
    }

    /** What is no JSON: logs, metrics. */
    String text(String path) {
        return exchange(request(path).build()).body();
    }

    /** As kubectl get pods --watch. */
    Watch watchPods(String namespace, Consumer<Pod> seen) {
        return client.pods().inNamespace(namespace).watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, Pod pod) {
                seen.accept(pod);
            }

            @Override
            public void onClose(WatcherException broken) {
                throw new IllegalStateException(broken);
            }
        });
    }

    /** As kubectl exec: runs a command in a container until it ends. */
    Exec.Result exec(String namespace, String pod, String container, String... command) {
        return Exec.run(client.pods().inNamespace(namespace).withName(pod).inContainer(container), TIMEOUT, command);
    }

    /** The same, as somebody sees it in whose place whoever tests may act. */
    Cluster as(String somebody) {
        return new Cluster(client, Optional.of(somebody));
    }

    /** As kubectl drain does with each Pod. */
    Answer evict(String pod) {
        String name = pod.substring(pod.lastIndexOf('/') + 1);
        String eviction =
                "{\"apiVersion\": \"policy/v1\", \"kind\": \"Eviction\", \"metadata\": {\"name\": \"" + name + "\"}}";
        return send(request(pod + "/eviction").post("application/json", eviction));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(client.getMasterUrl().toString().replaceFirst("/$", "") + path)
                .timeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        impersonated.ifPresent(user -> request.header("Impersonate-User", user));
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        HttpResponse<String> response = exchange(request.build());
        return new Answer(response.code(), Serialization.unmarshal(response.body(), JsonNode.class));
    }

    private HttpResponse<String> exchange(HttpRequest built) {
        try {
            return client.getHttpClient().sendAsync(built, String.class).get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no answer to " + built.method() + " " + built.uri(), e);
        }
    }

    private void install(JsonNode crd) {
        String path = CRDS + "/" + crd.at("/metadata/name").textValue();
        Awaitility.await(path + " is stored").atMost(TIMEOUT).until(() -> stored(path, crd));
        Awaitility.await(path + " is served").atMost(TIMEOUT).until(() -> served(crd));
    }

    /** False if somebody wrote it in between, as the API server itself does soon after its creation: try again. */
    private boolean stored(String path, JsonNode crd) {
        Answer present = get(path);
        ObjectNode wanted = crd.deepCopy();
        if (present.code() != 404) {
            wanted.withObject("/metadata")
                    .set("resourceVersion", present.orFail().at("/metadata/resourceVersion"));
        }
        Answer answer = present.code() == 404 ? create(CRDS, wanted) : replace(path, wanted);
        if (answer.code() == 409) {
            return false;
        }
        answer.orFail();
        return true;
    }

    /** Whether the API server publishes this schema, and so has it in force: Established says it of an older one, too. */
    private boolean served(JsonNode crd) {
        String kind = crd.at("/spec/names/kind").textValue();
        Answer answer = get("/openapi/v3" + API);
        if (answer.code() != 200) {
            return false;
        }
        JsonNode published =
                answer.orFail().at("/components/schemas/dev.fermata.v1alpha1." + kind + "/properties/spec");
        // Kubernetes adds this to what is x-kubernetes-int-or-string.
        published.findParents("anyOf").forEach(schema -> ((ObjectNode) schema).remove("anyOf"));
        JsonNode wanted = crd.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
        return published.equals((one, other) -> one.asText().compareTo(other.asText()), wanted);
    }
}
