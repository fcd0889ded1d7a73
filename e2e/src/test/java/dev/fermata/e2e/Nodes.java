package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Assumptions;

/** The machines of a cluster that is ours to break: FERMATA_E2E_NODE names a program that does it, {@code kill|start N} for "nodeN". */
record Nodes(Cluster cluster, String program) {
    private static final String NODES = "/api/v1/nodes/";

    /** Skips the scenario where the cluster is somebody's; on a build server that is a failure. */
    static Nodes ours(Cluster cluster) {
        String program = System.getenv().getOrDefault("FERMATA_E2E_NODE", "");
        if ("true".equals(System.getenv("CI"))) {
            assertThat(program).as("FERMATA_E2E_NODE").isNotEmpty();
        }
        Assumptions.assumeFalse(program.isEmpty(), "NOT RUN: FERMATA_E2E_NODE is not set, no node may be lost");
        return new Nodes(cluster, program);
    }

    /** All that runs there ends, with no word to anybody. */
    void lose(String node) {
        run("kill", node);
    }

    /** Says that it will not come back, as a person does who saw it burn. */
    void giveUp(String node) {
        taint(node, "[{key: node.kubernetes.io/out-of-service, value: nodeshutdown, effect: NoExecute}]");
    }

    void bringBack(String node) {
        taint(node, "null");
        run("start", node);
        World.eventually(node + " is ready", () -> {
            JsonNode found = cluster.get(NODES + node).orFail();
            assertThat(World.condition(found, "Ready").path("status").asText()).isEqualTo("True");
            assertThat(found.at("/spec/taints").isMissingNode())
                    .as("%s", found.path("spec"))
                    .isTrue();
        });
    }

    private void taint(String node, String taints) {
        cluster.update(NODES + node, World.yaml("spec: {taints: " + taints + "}"))
                .orFail();
    }

    private void run(String action, String node) {
        try {
            int code = new ProcessBuilder(program, action, node.replaceFirst("^node", ""))
                    .inheritIO()
                    .start()
                    .waitFor();
            assertThat(code).as(program + " " + action + " " + node).isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
