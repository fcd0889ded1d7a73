package dev.fermata.local.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.local.Running;
import dev.fermata.local.apiserver.SimulatedApiServer;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However the JVM of a kubelet ends: no process that it started is left, by its pid. */
@Timeout(120)
class KubeletEndTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"exit", "exception", "INT", "TERM", "KILL"})
    void noProcessIsLeft(String end) throws Exception {
        Process jvm = Running.java(Main.class, directory.toString(), end);
        try (BufferedReader says = jvm.inputReader()) {
            List<ProcessHandle> processes = processes(says);
            assertThat(processes).hasSize(2);

            if (end.equals(end.toUpperCase(Locale.ROOT))) {
                new ProcessBuilder("kill", "-" + end, String.valueOf(jvm.pid()))
                        .start()
                        .waitFor();
            } else {
                jvm.outputWriter().append("go\n").flush();
            }

            assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
            for (ProcessHandle process : processes) {
                process.onExit().get(30, TimeUnit.SECONDS);
            }
        } finally {
            jvm.destroyForcibly();
        }
    }

    private static List<ProcessHandle> processes(BufferedReader says) throws Exception {
        List<String> heard = new ArrayList<>();
        for (String line = says.readLine(); line != null; line = says.readLine()) {
            heard.add(line);
            if (line.startsWith("pids ")) {
                return Stream.of(line.substring("pids ".length()).split(" "))
                        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
                        .toList();
            }
        }
        throw new AssertionError("no pids, but " + heard);
    }

    /** An API server and a kubelet with a Pod of two processes, which do not listen to SIGTERM. */
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) throws Exception {
            try (SimulatedApiServer api = SimulatedApiServer.start();
                    KubernetesClient client = new KubernetesClientBuilder()
                            .withConfig(Config.fromKubeconfig(api.kubeconfig()))
                            .build();
                    Kubelet kubelet = Kubelet.start(
                            client, new KubeletConfig(List.of("laptop"), Images.none(), Path.of(arguments[0])))) {
                Pod pod = TestPods.of("""
                    initContainers:
                    - {name: sidecar, image: any, restartPolicy: Always, command: [/bin/sh, -c, "trap '' TERM; sleep 1000"]}
                    containers:
                    - {name: game, image: any, command: [/bin/sh, -c, "trap '' TERM; sleep 1000"]}
                    """);
                pod.getMetadata().setUid(null);
                pod.getMetadata().setNamespace("default");
                Pod ready = client.resource(pod).create();
                ready = client.resource(ready).waitUntilReady(60, TimeUnit.SECONDS);
                System.out.println("pids "
                        + pid(ready.getStatus().getInitContainerStatuses().getFirst()) + " "
                        + pid(ready.getStatus().getContainerStatuses().getFirst()));
                assertThat(kubelet.pids()).hasSize(2);
                String go = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
                if (arguments[1].equals("exception")) {
                    throw new IllegalStateException("as the test wants it, on " + go);
                }
                System.exit(0);
            }
        }

        private static String pid(ContainerStatus status) {
            return status.getContainerID().replace("process://", "");
        }
    }
}
