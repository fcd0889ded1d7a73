package dev.fermata.local.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fermata.local.Running;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The kubectl of the PATH, on the simulated API server. Where there is none, {@link KubectlConformanceTest} still makes the requests
 * that it would make.
 */
@Timeout(120)
class KubectlTest {
    private static final String FLEET = """
        apiVersion: fermata.dev/v1alpha1
        kind: Fleet
        metadata:
          name: duel
        spec:
          replicas: 2
          template:
            spec:
              template:
                spec:
                  containers:
                    - {name: game, image: duel}
        """;

    @TempDir
    Path directory;

    private SimulatedApiServer server;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(found(), "there is no kubectl on the PATH");
        server = SimulatedApiServer.start();
        server.createFromClassPath("/crds/fleets.fermata.dev.yaml");
        Files.writeString(directory.resolve("kubeconfig"), server.kubeconfig());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static boolean found() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    /** What kubectl prints, both streams, with its exit code at the end. */
    private String kubectl(String... arguments) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(
                "kubectl",
                "--kubeconfig=" + directory.resolve("kubeconfig"),
                "--cache-dir=" + directory.resolve("cache")));
        argv.addAll(List.of(arguments));
        return Running.toTheEnd(new ProcessBuilder(argv));
    }

    private String apply(String yaml) throws IOException, InterruptedException {
        return kubectl(
                "apply",
                "-f",
                Files.writeString(directory.resolve("applied.yaml"), yaml).toString());
    }

    @Test
    void applyCreatesThenChangesAndDeleteTakesItAway() throws Exception {
        assertThat(apply(FLEET)).contains("fleet.fermata.dev/duel created", "exit 0");
        assertThat(apply(FLEET.replace("replicas: 2", "replicas: 4"))).contains("duel configured", "exit 0");
        assertThat(kubectl("get", "fl", "duel", "-o", "jsonpath={.spec.replicas}"))
                .isEqualTo("4exit 0");
        assertThat(kubectl("delete", "fl", "duel")).contains("deleted", "exit 0");
        assertThat(kubectl("get", "fl")).contains("No resources found", "exit 0");
    }

    @Test
    void applyRefusesWhatTheKindDoesNotHave() throws Exception {
        assertThat(apply(FLEET.replace("replicas", "replics"))).contains("unknown field \"spec.replics\"", "exit 1");
        assertThat(apply(FLEET.replace("replicas: 2", "replicas: -1")))
                .contains("The Fleet \"duel\" is invalid", "spec.replicas", "exit 1");
    }

    @Test
    void explainTeachesTheFields() throws Exception {
        assertThat(kubectl("explain", "fl.spec.scaleDown"))
                .contains("KIND:       Fleet", "preferAllowed", "enum: OldestFirst, NewestFirst", "exit 0");
        assertThat(kubectl("explain", "fl.spec.replics")).contains("does not exist", "exit 1");
    }

    @Test
    void scaleAndPatchSetReplicas() throws Exception {
        apply(FLEET);

        assertThat(kubectl("scale", "fl", "duel", "--replicas=5")).contains("scaled", "exit 0");
        assertThat(kubectl("get", "fl", "duel"))
                .containsPattern("NAME +DESIRED")
                .containsPattern("duel +5");
        assertThat(kubectl("patch", "fl", "duel", "--type=merge", "-p", "{\"spec\":{\"replicas\":3}}"))
                .contains("patched", "exit 0");
        assertThat(kubectl("get", "fermata")).containsPattern("duel +3");
    }

    @Test
    void waitReturnsWhenTheConditionIsMetAndDescribeShowsIt() throws Exception {
        apply(FLEET);
        String status =
                "{\"status\":{\"conditions\":[{\"type\":\"Available\",\"status\":\"True\",\"reason\":\"EnoughReady\","
                        + "\"message\":\"2 of 2\",\"lastTransitionTime\":\"2026-01-31T18:00:00Z\"}]}}";

        assertThat(kubectl("wait", "fl/duel", "--for=condition=Available", "--timeout=1s"))
                .contains("timed out", "exit 1");
        assertThat(kubectl("patch", "fl", "duel", "--subresource=status", "--type=merge", "-p", status))
                .contains("exit 0");
        assertThat(kubectl("wait", "fl/duel", "--for=condition=Available", "--timeout=30s"))
                .contains("condition met", "exit 0");
        assertThat(kubectl("describe", "fl", "duel")).contains("EnoughReady", "Events:", "exit 0");
    }

    @Test
    void askedWhoAndWhetherItSaysThatEverythingIsAllowed() throws Exception {
        assertThat(kubectl("auth", "whoami")).contains("fermata-local", "exit 0");
        assertThat(kubectl("auth", "can-i", "delete", "fl")).contains("yes", "exit 0");
    }
}
