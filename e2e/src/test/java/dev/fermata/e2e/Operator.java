package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
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
    private static final String LEASE =
            "/apis/coordination.k8s.io/v1/namespaces/" + NAMESPACE + "/leases/fermata-operator";

    /** Skips the scenario where the operator runs outside the cluster; on a build server that is a failure. */
    static Operator inside(Cluster cluster) {
        Operator operator = new Operator(cluster);
        boolean inside = cluster.get(DEPLOYMENT).code() == 200;
        if ("true".equals(System.getenv("CI"))) {
            assertThat(inside).as("the operator runs in the cluster").isTrue();
        }
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

    /** Ends all its processes at once; the Deployment has others made. */
    void replace() {
        pods().forEach(pod -> cluster.delete(POD + pod, "{\"gracePeriodSeconds\": 1}"));
    }

    /** As a rollout or a drained node does. */
    void stop(String pod) {
        cluster.delete(POD + pod).orFail();
    }

    /** All its processes end, and no others begin until that is over. */
    Absence leaves() {
        int replicas = cluster.get(DEPLOYMENT).orFail().at("/spec/replicas").intValue();
        scale(0);
        World.eventually(
                "no operator is there",
                () -> assertThat(cluster.get(PODS).orFail().path("items")).isEmpty());
        return new Absence(this, replicas);
    }

    /** Ends when it is closed: operators are there again, and ready. */
    record Absence(Operator operator, int replicas) implements AutoCloseable {
        @Override
        public void close() {
            operator.scale(replicas);
            operator.isReady();
        }
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
