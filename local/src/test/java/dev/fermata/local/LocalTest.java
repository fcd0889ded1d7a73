package dev.fermata.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.local.screen.Scene;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program for game developers, as a process of its own. */
@Timeout(180)
class LocalTest {
    private static final String GAME = """
        apiVersion: fermata.dev/v1alpha1
        kind: Server
        metadata:
          name: mine
        spec:
          template:
            spec:
              containers:
              - {name: game, image: my-game, args: ["echo $FERMATA_SERVER_NAME plays; while :; do sleep 1000; done"]}
        """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"INT", "KILL"})
    void itRunsAGameFromAFileOfYamlAndLeavesNoProcessWhenItEnds(String signal) throws Exception {
        Path yaml = Files.writeString(directory.resolve("server.yaml"), GAME);
        Process local = start("--image", "my-game=/bin/sh -c", yaml.toString());
        try (BufferedReader says = local.inputReader()) {
            Path kubeconfig = Path.of(awaitLine(says, "export KUBECONFIG=").replaceAll(".*=", ""));
            awaitLine(says, "created Server mine");
            List<ProcessHandle> processes = awaitReady(kubeconfig);

            new ProcessBuilder("kill", "-" + signal, String.valueOf(local.pid()))
                    .start()
                    .waitFor();

            assertThat(local.waitFor(30, TimeUnit.SECONDS)).isTrue();
            for (ProcessHandle process : processes) {
                process.onExit().get(30, TimeUnit.SECONDS);
            }
        } finally {
            local.destroyForcibly();
        }
    }

    @Test
    void yamlThatTheApiServerRefusesIsSaid() throws Exception {
        Path yaml = Files.writeString(directory.resolve("server.yaml"), GAME.replace("game, image", "game, picture"));

        String said = Running.toTheEnd(start(yaml.toString()));

        assertThat(said)
                .contains("spec.template.spec.containers")
                .doesNotContain("\tat ")
                .endsWith("exit 1");
    }

    private static List<ProcessHandle> awaitReady(Path kubeconfig) throws IOException {
        Config config = Config.fromKubeconfig(Files.readString(kubeconfig));
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            Scene scene = Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () -> new Scene(
                                    client.resources(Server.class)
                                            .inNamespace("default")
                                            .list()
                                            .getItems(),
                                    client.pods().inNamespace("default").list().getItems()),
                            now -> now.phase("mine").equals("Ready"));
            List<ProcessHandle> processes = scene.pids("mine").stream()
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .toList();
            assertThat(processes).hasSize(2).allMatch(ProcessHandle::isAlive);
            return processes;
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> told = new ArrayList<>(
                List.of("--directory", directory.resolve("laptop").toString()));
        told.addAll(List.of(arguments));
        return Running.java(Local.class, told.toArray(String[]::new));
    }

    private static String awaitLine(BufferedReader says, String part) throws IOException {
        String line = says.readLine();
        while (line != null && !line.contains(part)) {
            line = says.readLine();
        }
        assertThat(line).as("a line with %s", part).isNotNull();
        return line;
    }
}
