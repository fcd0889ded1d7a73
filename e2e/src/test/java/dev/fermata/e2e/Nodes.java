package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** The machines of a cluster that is ours to break: FERMATA_E2E_NODE names a program that does it, {@code kill|start N} for "nodeN". */
record Nodes(Cluster cluster, Program program) {
    private static final String NODES = "/api/v1/nodes/";
    private static final String ANNOUNCED = "fermata.dev/leaving-at";

    /** Skips the scenario where the cluster is somebody's; on a build server that is a failure. */
    static Nodes ours(Cluster cluster) {
        Optional<Program> program = Program.namedBy("FERMATA_E2E_NODE");
        Assumptions.assumeTrue(program.isPresent(), "NOT RUN: FERMATA_E2E_NODE is not set, no node may be lost");
        return new Nodes(cluster, program.orElseThrow());
    }

    /** All that runs there ends, with no word to anybody. */
    void lose(String node) {
        run("kill", node);
    }

    /** Nothing is heard of it any more; all that runs there goes on. */
    void hang(String node) {
        run("stop", node);
    }

    /** A Fleet's change by which its Servers are on that node as long as it takes any; more fields of the Pods' specs may follow. */
    static String prefer(String node, String more) {
        return """
            spec: {template: {spec: {template: {spec: {%saffinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [
              {weight: 100, preference: {matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [%s]}]}}]}}}}}}}
            """.formatted(more, node);
    }

    /** Says that it will not come back, as a person does who saw it burn. */
    void giveUp(String node) {
        change(
                node,
                "spec: {taints: [{key: node.kubernetes.io/out-of-service, value: nodeshutdown, effect: NoExecute}]}");
    }

    /** As a cloud does whose machine is gone. */
    void remove(String node) {
        cluster.delete(NODES + node).orFail();
    }

    /** As kubectl cordon. */
    void cordon(String node) {
        change(node, "spec: {unschedulable: true}");
    }

    /** As kubectl taint. */
    void taint(String node, String key, String effect) {
        change(node, "spec: {taints: [{key: '%s', effect: %s}]}".formatted(key, effect));
    }

    /** Says when it goes. */
    void announce(String node, Instant when) {
        change(node, "metadata: {annotations: {%s: '%s'}}".formatted(ANNOUNCED, when));
    }

    /** As kubectl uncordon, and whatever else was said of it is not so any more. */
    void keep(String node) {
        change(
                node,
                "{metadata: {annotations: {%s: null}}, spec: {unschedulable: null, taints: null}}"
                        .formatted(ANNOUNCED));
        isReady(node);
    }

    void bringBack(String node) {
        run("start", node);
        World.eventually(
                node + " is there", // where it was removed, its kubelet makes it anew
                () -> cluster.get(NODES + node).orFail());
        change(node, "spec: {taints: null}");
        isReady(node);
    }

    private void isReady(String node) {
        World.eventually(node + " is ready", () -> {
            JsonNode found = cluster.get(NODES + node).orFail();
            assertThat(World.condition(found, "Ready").path("status").asText()).isEqualTo("True");
            assertThat(found.at("/spec/taints").isMissingNode())
                    .as("%s", found.path("spec"))
                    .isTrue();
        });
    }

    private void change(String node, String mergePatch) {
        cluster.update(NODES + node, World.yaml(mergePatch)).orFail();
    }

    private void run(String action, String node) {
        program.run(action, node.replaceFirst("^node", ""));
    }
}
