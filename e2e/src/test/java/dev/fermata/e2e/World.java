package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/**
 * Where a scenario takes place: a namespace under the restricted Pod Security Standard, which the sidecar must never be the reason to
 * leave. Gone with all that is in it when the scenario is over.
 */
record World(Cluster cluster, Namespace namespace, Interruption interruption) implements AutoCloseable {
    /**
     * Nothing takes so long where all is well. A nudge that finds no operator is repeated after 15 s at the latest, and while scenarios are
     * interrupted it may find none again.
     */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    static World create(Cluster cluster) {
        ObjectNode labels =
                JsonNodeFactory.instance.objectNode().put("pod-security.kubernetes.io/enforce", "restricted");
        return new World(cluster, Namespace.in(cluster, labels), Interruption.ofThisRun());
    }

    /** What this run has happen in the middle of its scenarios, happens now; where nobody is there since another one's, that is it. */
    void strike() {
        switch (interruption) {
            case OPERATOR_KILLED -> {
                Operator operator = Operator.inside(cluster);
                if (operator.isLed()) {
                    operator.kill(List.of(operator.leader()));
                }
            }
            case NONE -> {}
        }
    }

    /** A Server with a game that a test plays, changed by a JSON merge patch in YAML. */
    Server server(String name, String change) {
        ObjectNode server = Manifests.server(name);
        MergePatch.apply(server, yaml(change));
        namespace.create(server).orFail();
        return new Server(this, name);
    }

    Server server(String name) {
        return server(name, "{}");
    }

    /** A Fleet of such Servers. */
    Fleet fleet(String name, int replicas, String change) {
        ObjectNode fleet = Manifests.fleet(name, replicas);
        MergePatch.apply(fleet, yaml(change));
        namespace.create(fleet).orFail();
        return new Fleet(this, name);
    }

    Fleet fleet(String name, int replicas) {
        return fleet(name, replicas, "{}");
    }

    /** A Fleet of games that play by themselves. */
    Fleet fleetOf(String name, int replicas, String script) {
        namespace.create(Manifests.fleet(name, replicas, script)).orFail();
        return new Fleet(this, name);
    }

    /** A Pod that is no Server's: a shell. */
    Game pod(String name) {
        return pod(Manifests.pod(name), name);
    }

    /** One that runs this script, and has its name as its label {@code app}. */
    Game pod(String name, String script) {
        ObjectNode pod = Manifests.pod(name);
        pod.withObject("/metadata/labels").put("app", name);
        ((ObjectNode) pod.at("/spec/containers/0")).putArray("args").add(script);
        return pod(pod, name);
    }

    private Game pod(ObjectNode pod, String name) {
        cluster.create(pods(), pod).orFail();
        eventually(
                name + " runs",
                () -> assertThat(condition(cluster.get(pods() + "/" + name).orFail(), "Ready")
                                .path("status")
                                .asText())
                        .isEqualTo("True"));
        return new Game(this, name);
    }

    /** Any object of the core API. */
    void create(String plural, String yaml) {
        cluster.create("/api/v1/namespaces/" + namespace.name() + "/" + plural, yaml(yaml))
                .orFail();
    }

    /** A Service of port 8080 of the Pods with its name as their label {@code app}. */
    void service(String name) {
        create("services", """
            {apiVersion: v1, kind: Service, metadata: {name: %1$s}, spec: {selector: {app: %1$s}, ports: [{port: 8080}]}}
            """.formatted(name));
    }

    /** A HorizontalPodAutoscaler. */
    void autoscaler(String yaml) {
        ObjectNode autoscaler = yaml(yaml).put("apiVersion", "autoscaling/v2").put("kind", "HorizontalPodAutoscaler");
        cluster.create("/apis/autoscaling/v2/namespaces/" + namespace.name() + "/horizontalpodautoscalers", autoscaler)
                .orFail();
    }

    /** Grants a ClusterRole, here. */
    void grant(String user, String role) {
        cluster.create(
                        "/apis/rbac.authorization.k8s.io/v1/namespaces/" + namespace.name() + "/rolebindings",
                        yaml("""
                            apiVersion: rbac.authorization.k8s.io/v1
                            kind: RoleBinding
                            metadata: {name: %s-%s}
                            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: %s}
                            subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: %s}]
                            """.formatted(user, role, role, user)))
                .orFail();
    }

    /**
     * A Pod that bears no game beside it on that node, and is more important than any, for which the scheduler has tried to make room; gives
     * where it is.
     */
    String urgentPod(String name, String node) {
        ObjectNode pod = Manifests.pod(name);
        MergePatch.apply(pod, yaml("""
            spec:
              priorityClassName: system-cluster-critical
              nodeSelector: {kubernetes.io/hostname: %s}
              affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [
                {topologyKey: kubernetes.io/hostname, labelSelector: {matchExpressions: [{key: fermata.dev/server, operator: Exists}]}}]}}
            """.formatted(node)));
        cluster.create(pods(), pod).orFail();
        String path = pods() + "/" + name;
        eventually(
                "the scheduler has tried to make room",
                () -> assertThat(cluster.get(path)
                                .orFail()
                                .at("/status/nominatedNodeName")
                                .asText())
                        .isEqualTo(node));
        return path;
    }

    /** All Servers there are. */
    Stream<Server> servers() {
        return cluster.get(namespace.path("Server"))
                .orFail()
                .path("items")
                .valueStream()
                .map(server -> new Server(this, server.at("/metadata/name").textValue()));
    }

    String pods() {
        return "/api/v1/namespaces/" + namespace.name() + "/pods";
    }

    /** Waits until it is so; says what was missing if it never is. */
    static void eventually(String what, ThrowingRunnable assertion) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .pollDelay(Duration.ZERO)
                .untilAsserted(assertion);
    }

    /** What a condition shall say: exactly this reason, and these words in its message. */
    record Words(String condition, String reason, String message) {}

    /** Waits until an object says so. */
    static void says(String name, Supplier<JsonNode> object, Words words) {
        eventually(name + ": " + words.reason(), () -> {
            JsonNode said = condition(object.get(), words.condition());
            assertThat(said.path("reason").asText()).as("%s", said).isEqualTo(words.reason());
            assertThat(said.path("message").asText()).contains(words.message());
        });
    }

    static ObjectNode yaml(String yaml) {
        return Serialization.unmarshal("---\n" + yaml, ObjectNode.class); // what begins with { is taken for JSON
    }

    static JsonNode condition(JsonNode object, String type) {
        return object.at("/status/conditions")
                .valueStream()
                .filter(condition -> condition.path("type").asText().equals(type))
                .findFirst()
                .orElse(JsonNodeFactory.instance.objectNode());
    }

    @Override
    public void close() {
        namespace.close();
    }
}
