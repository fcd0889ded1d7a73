package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The operator, where it runs in the cluster. */
record Operator(Cluster cluster) {
    static final String NAMESPACE = "fermata-system";
    static final String PODS =
            "/api/v1/namespaces/" + NAMESPACE + "/pods?labelSelector=app.kubernetes.io/name%3Dfermata-operator";
    static final String SERVICE_ACCOUNT = "fermata-operator";
    static final String USER = "system:serviceaccount:" + NAMESPACE + ":" + SERVICE_ACCOUNT;

    private static final String POD = "/api/v1/namespaces/" + NAMESPACE + "/pods/";
    private static final String DEPLOYMENT = "/apis/apps/v1/namespaces/" + NAMESPACE + "/deployments/fermata-operator";
    private static final String KEYS = "/api/v1/namespaces/" + NAMESPACE + "/secrets/fermata-keys";
    private static final String TAKEOVER = "FERMATA_TAKEOVER_SECONDS";
    private static final int KEY_BYTES = 32;
    private static final String LEASE =
            "/apis/coordination.k8s.io/v1/namespaces/" + NAMESPACE + "/leases/fermata-operator";

    /** Skips the scenario where the operator runs outside the cluster; on a build server that is a failure. */
    static Operator inside(Cluster cluster) {
        Operator operator = new Operator(cluster);
        boolean inside = cluster.get(DEPLOYMENT).code() == 200;
        BuildServer.demands(inside, "the operator runs in the cluster");
        Assumptions.assumeTrue(inside, "NOT RUN: the operator does not run in the cluster");
        return operator;
    }

    List<String> pods() {
        return cluster.get(PODS)
                .orFail()
                .path("items")
                .valueStream()
                .filter(pod -> !pod.at("/metadata").has("deletionTimestamp"))
                .map(pod -> pod.at("/metadata/name").textValue())
                .toList();
    }

    /** All of them. */
    void kill() {
        kill(pods());
    }

    /**
     * Ends these at once, with no time to end anything; the Deployment has others made. Where FERMATA_E2E_KILL names no program
     * that does it, {@code CONTAINER} for a container of the cluster, they have a second; on a build server that is a failure.
     */
    void kill(List<String> pods) {
        Optional<Program> kill = Program.namedBy("FERMATA_E2E_KILL");
        kill.ifPresent(program -> pods.stream().flatMap(this::containers).forEach(program::run));
        pods.forEach(pod -> cluster.delete(POD + pod, "{\"gracePeriodSeconds\": 1}"));
    }

    private Stream<String> containers(String pod) {
        return cluster.get(POD + pod)
                .body()
                .at("/status/containerStatuses")
                .valueStream()
                .map(container -> container.path("containerID").asText())
                .filter(id -> !id.isEmpty());
    }

    /** As {@code takeoverSeconds} of the chart has it; rolled out when this returns. Gives what it was. */
    int takesOverWithin(int seconds) {
        String containers = "/spec/template/spec/containers";
        int before = cluster.get(DEPLOYMENT)
                .orFail()
                .at(containers + "/0/env")
                .valueStream()
                .filter(variable -> variable.path("name").asText().equals(TAKEOVER))
                .mapToInt(variable -> variable.path("value").asInt())
                .findFirst()
                .orElseThrow();
        List<String> pods = pods();
        cluster.strategic(DEPLOYMENT, """
            {"spec": {"template": {"spec": {"containers": [{"name": "operator", "env": [{"name": "%s", "value": "%d"}]}]}}}}
            """.formatted(TAKEOVER, seconds)).orFail();
        if (before != seconds) {
            isReplaced(pods);
            isReady();
        }
        return before;
    }

    /** As a rollout or a drained node does. */
    void stop(String pod) {
        cluster.delete(POD + pod).orFail();
    }

    /** All its processes end, and others begin only after that was done; they are ready then. */
    void isAwayWhile(Runnable action) {
        int replicas = cluster.get(DEPLOYMENT).orFail().at("/spec/replicas").intValue();
        scale(0);
        try {
            World.eventually(
                    "no operator is there",
                    () -> assertThat(cluster.get(PODS).orFail().path("items")).isEmpty());
            action.run();
        } finally {
            scale(replicas);
            isReady();
        }
    }

    /** As an upgrade does, and kubectl rollout restart; returns when it is over. */
    void rollsOut() {
        List<String> before = pods();
        cluster.update(
                        DEPLOYMENT,
                        World.yaml("spec: {template: {metadata: {annotations: {fermata.dev/e2e: '%s'}}}}"
                                .formatted(UUID.randomUUID())))
                .orFail();
        isReplaced(before);
    }

    private void isReplaced(List<String> before) {
        World.eventually(
                "it is rolled out",
                () -> assertThat(pods()).hasSameSizeAs(before).doesNotContainAnyElementsOf(before));
    }

    /** The install keys, by their ids. */
    JsonNode keys() {
        return cluster.get(KEYS).orFail().path("data");
    }

    /** As docs/guides/keys.md has it: one higher than all; gives its id. */
    String addsKey() {
        int highest = keys().propertyStream()
                .mapToInt(key -> Integer.parseInt(key.getKey().substring(1)))
                .max()
                .orElseThrow();
        String id = "k" + (highest + 1);
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        cluster.update(
                        KEYS,
                        World.yaml("data: {%s: %s}"
                                .formatted(id, Base64.getEncoder().encodeToString(key))))
                .orFail();
        return id;
    }

    private void scale(int replicas) {
        cluster.update(DEPLOYMENT + "/scale", World.yaml("{spec: {replicas: %d}}".formatted(replicas)))
                .orFail();
    }

    void isReady() {
        World.eventually("the operator is ready", () -> {
            List<JsonNode> pods =
                    cluster.get(PODS).orFail().path("items").valueStream().toList();
            assertThat(pods).isNotEmpty();
            assertThat(pods)
                    .allMatch(pod -> World.condition(pod, "Ready")
                            .path("status")
                            .asText()
                            .equals("True"));
        });
    }

    /** Ready, and on different nodes: where one was drained, the other may have both. */
    void isSpread() {
        isReady();
        List<String> pods = pods();
        if (pods.stream().map(this::node).distinct().count() < pods.size()) {
            String leader = leader();
            pods.stream().filter(pod -> !pod.equals(leader)).forEach(this::stop);
            World.eventually(
                    "another is made",
                    () -> assertThat(pods()).hasSameSizeAs(pods).isNotEqualTo(pods));
            isReady();
        }
        assertThat(pods().stream().map(this::node)).doesNotHaveDuplicates();
    }

    /** The Pod that holds the Lease. */
    String leader() {
        return cluster.get(LEASE).orFail().at("/spec/holderIdentity").asText().replaceFirst("_.*", "");
    }

    /** Whether somebody leads who is there. */
    boolean isLed() {
        return pods().contains(leader());
    }

    /** Whether somebody leads who is not this one. */
    boolean leads(String other) {
        String leader = leader();
        return !leader.isEmpty() && !leader.equals(other);
    }

    String node(String pod) {
        return cluster.get(POD + pod).orFail().at("/spec/nodeName").asText();
    }

    /** What the leader says of it. */
    long metric(String name, String labels) {
        return Metrics.sum(cluster.text(POD + leader() + ":9483/proxy/metrics"), name, labels);
    }

    /** Calls to sidecars so far, of all operators that run now. */
    long sidecarCalls() {
        return pods().stream()
                .mapToLong(pod ->
                        Metrics.sum(cluster.text(POD + pod + ":9483/proxy/metrics"), "fermata_sidecar_calls_total", ""))
                .sum();
    }
}
