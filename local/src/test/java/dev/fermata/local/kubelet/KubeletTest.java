package dev.fermata.local.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.local.apiserver.SimulatedApiServer;
import dev.fermata.local.apiserver.resource.BuiltIns;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kubelet with real processes, shells, on the simulated API server. They meet the test in files of its directory. */
@Timeout(120)
class KubeletTest {
    private static final String NAME = "lobby-0";

    @TempDir
    Path directory;

    private SimulatedApiServer api;
    private KubernetesClient client;
    private Kubelet kubelet;

    @BeforeEach
    void start() throws IOException {
        api = SimulatedApiServer.start();
        api.resources().admit(BuiltIns.PODS, new HostPorts());
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(api.kubeconfig()))
                .build();
        kubelet = kubelet();
    }

    @AfterEach
    void end() {
        kubelet.close();
        client.close();
        api.close();
    }

    private Kubelet kubelet() throws IOException {
        Images images = Images.none().with("shell", List.of("/bin/sh", "-c"));
        return Kubelet.start(client, new KubeletConfig(List.of("laptop"), images, directory.resolve("logs")));
    }

    @Test
    void aPodBecomesAProcessAndItsStatusSaysSo() {
        create("containers: [{name: game, image: shell, args: [sleep 1000]}]");

        Pod pod = awaitPod(KubeletTest::isReady);

        assertThat(pod.getSpec().getNodeName()).isEqualTo("laptop");
        assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
        assertThat(pod.getStatus().getPodIP()).isEqualTo("127.0.0.1");
        assertThat(pod.getMetadata().getAnnotations())
                .containsEntry("local.fermata.dev/logs", kubelet.logs(pod).toString());
        assertThat(process(game(pod)).isAlive()).isTrue();
        assertThat(kubelet.pids()).contains(process(game(pod)).pid());
    }

    @Test
    void aPodEndsAsItsGameDoes() {
        create("restartPolicy: Never, containers: [{name: game, image: shell, args: [exit 3]}]");

        Pod pod = awaitPod(ended -> "Failed".equals(ended.getStatus().getPhase()));

        var state = game(pod).getState().getTerminated();
        assertThat(state.getExitCode()).isEqualTo(3);
        assertThat(state.getReason()).isEqualTo("Error");
    }

    @Test
    void aPodSucceedsIfItsGameEndsWellAndItsSidecarIsEnded() throws IOException {
        create("""
            restartPolicy: Never
            initContainers:
            - {name: sidecar, image: shell, restartPolicy: Always, args: [sleep 1000]}
            containers:
            - {name: game, image: shell, args: [exit 0]}
            """);

        Pod pod = awaitPod(ended -> "Succeeded".equals(ended.getStatus().getPhase())
                && ended.getStatus()
                                .getInitContainerStatuses()
                                .getFirst()
                                .getState()
                                .getTerminated()
                        != null);

        assertThat(game(pod).getState().getTerminated().getReason()).isEqualTo("Completed");
        assertThat(kubelet.pids()).isEmpty();
    }

    @Test
    void aSidecarStartsBeforeTheGameAndEndsAfterIt() throws IOException {
        create("""
            restartPolicy: Never
            initContainers:
            - name: sidecar
              image: shell
              restartPolicy: Always
              args: ["trap 'echo sidecar ends >> %1$s/order; exit 0' TERM; echo sidecar starts >> %1$s/order; mkfifo fifo; while :; do read x < fifo; done"]
              startupProbe: {exec: {command: [test, -e, %1$s/go]}, failureThreshold: 60, periodSeconds: 1}
            containers:
            - name: game
              image: shell
              args: ["trap 'echo game ends >> %1$s/order; exit 0' TERM; echo game starts >> %1$s/order; mkfifo fifo2; while :; do read x < fifo2; done"]
            """.formatted(directory));
        awaitPod(pod -> pod.getStatus().getInitContainerStatuses().stream()
                .anyMatch(sidecar -> sidecar.getState().getRunning() != null));
        await().until(() -> order().contains("sidecar starts"));
        assertThat(game(pod().get()).getState().getWaiting().getReason()).isEqualTo("ContainerCreating");

        Files.createFile(directory.resolve("go"));
        awaitPod(KubeletTest::isReady);
        await().until(() -> order().contains("game starts"));
        pod().delete();

        awaitGone();
        assertThat(order()).containsExactly("sidecar starts", "game starts", "game ends", "sidecar ends");
    }

    @Test
    void aGameThatFinishesItsMatchIsWaitedForInTheGracePeriod() throws IOException {
        create("""
            restartPolicy: Never
            terminationGracePeriodSeconds: 100
            containers:
            - name: game
              image: shell
              args: ["trap 'echo told >> %1$s/order' TERM; echo plays >> %1$s/order; mkfifo %1$s/over; until read x < %1$s/over; do :; done; exit 0"]
            """.formatted(directory));
        ProcessHandle game = process(game(awaitPod(KubeletTest::isReady)));
        await().until(() -> order().contains("plays") && Files.exists(directory.resolve("over")));

        pod().delete();
        await().until(() -> order().contains("told"));

        assertThat(game.isAlive()).isTrue();
        assertThat(pod().get().getMetadata().getDeletionTimestamp()).isNotNull();
        Files.writeString(directory.resolve("over"), "now\n");
        awaitGone();
        assertThat(game.isAlive()).isFalse();
    }

    @Test
    void aGameThatDoesNotHearIsKilledAfterTheGracePeriod() throws IOException {
        create("""
            terminationGracePeriodSeconds: 1
            containers:
            - {name: game, image: shell, args: ["trap '' TERM; echo deaf >> %s/order; while :; do sleep 1000; done"]}
            """.formatted(directory));
        ProcessHandle game = process(game(awaitPod(KubeletTest::isReady)));
        await().until(() -> order().contains("deaf"));

        pod().delete();

        awaitGone();
        assertThat(game.isAlive()).isFalse();
    }

    @Test
    void aPodThatIsForcedAwayLeavesNoProcess() {
        create("containers: [{name: game, image: shell, args: [sleep 1000]}]");
        ProcessHandle game = process(game(awaitPod(KubeletTest::isReady)));

        pod().withGracePeriod(0).delete();

        await().until(() -> !game.isAlive());
    }

    @Test
    void aSidecarThatCrashesIsStartedAgainAndTheGamePlaysOn() {
        create("""
            restartPolicy: Never
            initContainers:
            - {name: sidecar, image: shell, restartPolicy: Always, args: [sleep 1000]}
            containers:
            - {name: game, image: shell, args: [sleep 1000]}
            """);
        Pod before = awaitPod(KubeletTest::isReady);
        ContainerStatus sidecar = before.getStatus().getInitContainerStatuses().getFirst();

        process(sidecar).destroyForcibly();

        Pod after = awaitPod(pod -> isReady(pod)
                && pod.getStatus().getInitContainerStatuses().getFirst().getRestartCount() == 1);
        ContainerStatus again = after.getStatus().getInitContainerStatuses().getFirst();
        assertThat(again.getLastState().getTerminated().getExitCode()).isEqualTo(137);
        assertThat(again.getContainerID()).isNotEqualTo(sidecar.getContainerID());
        assertThat(game(after).getContainerID()).isEqualTo(game(before).getContainerID());
    }

    @Test
    void anUnknownImageIsSaidAndThePodStaysPending() {
        create("containers: [{name: game, image: 'nowhere:1'}]");

        Pod pod = awaitPod(waiting -> game(waiting).getState().getWaiting() != null
                && game(waiting).getState().getWaiting().getReason().equals("ErrImagePull"));

        assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
        assertThat(game(pod).getState().getWaiting().getMessage()).startsWith("image nowhere:1 is not known");
        pod().delete();
        awaitGone();
    }

    @Test
    void aProgramThatDoesNotExistIsSaid() {
        create("restartPolicy: Never, containers: [{name: game, image: any, command: [/no/such/game]}]");

        Pod pod = awaitPod(failed -> "Failed".equals(failed.getStatus().getPhase()));

        assertThat(game(pod).getState().getTerminated().getReason()).isEqualTo("StartError");
        assertThat(game(pod).getState().getTerminated().getMessage())
                .isEqualTo("no program /no/such/game of this machine");
    }

    @Test
    void aGameLearnsThePortThatPlayersFindInTheSpec() throws IOException {
        create("""
            restartPolicy: Never
            containers:
            - {name: game, image: shell, args: ['echo port $PORT'], ports: [{containerPort: 7777}]}
            """);

        Pod pod = awaitPod(ended -> "Succeeded".equals(ended.getStatus().getPhase()));

        int port =
                pod.getSpec().getContainers().getFirst().getPorts().getFirst().getHostPort();
        assertThat(kubelet.logs(pod).resolve("game.log")).hasContent("port " + port);
    }

    @Test
    void readinessIsAsked() throws IOException {
        create("""
            containers:
            - name: game
              image: shell
              args: [sleep 1000]
              readinessProbe: {exec: {command: [test, -e, %s/ready]}, periodSeconds: 1, failureThreshold: 1}
            """.formatted(directory));
        awaitPod(pod -> "Running".equals(pod.getStatus().getPhase()));
        assertThat(isReady(pod().get())).isFalse();

        Files.createFile(directory.resolve("ready"));
        awaitPod(KubeletTest::isReady);

        Files.delete(directory.resolve("ready"));
        awaitPod(pod -> !isReady(pod));
    }

    @Test
    void aCordonedNodeTakesNoPods() {
        client.nodes().withName("laptop").edit(node -> {
            node.getSpec().setUnschedulable(true);
            return node;
        });
        create("containers: [{name: game, image: shell, args: [sleep 1000]}]");

        awaitPod(pod -> pod.getStatus().getConditions().stream()
                .anyMatch(condition -> "Unschedulable".equals(condition.getReason())));

        client.nodes().withName("laptop").edit(node -> {
            node.getSpec().setUnschedulable(false);
            return node;
        });
        awaitPod(KubeletTest::isReady);
    }

    @Test
    void closingLeavesNoProcessAndALaterKubeletSaysSo() throws IOException {
        create("""
            restartPolicy: Never
            initContainers:
            - {name: sidecar, image: shell, restartPolicy: Always, args: [sleep 1000]}
            containers:
            - {name: game, image: shell, args: ["trap '' TERM; while :; do sleep 1000; done"]}
            """);
        Pod ready = awaitPod(KubeletTest::isReady);
        ProcessHandle game = process(game(ready));
        ProcessHandle sidecar =
                process(ready.getStatus().getInitContainerStatuses().getFirst());

        kubelet.close();

        assertThat(game.isAlive()).isFalse();
        assertThat(sidecar.isAlive()).isFalse();
        kubelet = kubelet();
        Pod lost = awaitPod(pod -> "Failed".equals(pod.getStatus().getPhase()));
        assertThat(game(lost).getState().getTerminated().getReason()).isEqualTo("ContainerStatusUnknown");
    }

    @Test
    void aPodThatIsJustEndingIsNotWaitedForWhenTheKubeletCloses() throws IOException {
        create("""
            terminationGracePeriodSeconds: 1000
            containers:
            - {name: game, image: shell, args: ["trap 'echo told >> %1$s/order' TERM; echo plays >> %1$s/order; while :; do sleep 1; done"]}
            """.formatted(directory));
        ProcessHandle game = process(game(awaitPod(KubeletTest::isReady)));
        await().until(() -> order().contains("plays"));
        pod().delete();
        await().until(() -> order().contains("told"));

        kubelet.close();

        assertThat(game.isAlive()).isFalse();
        assertThat(kubelet.pids()).isEmpty();
    }

    private void create(String spec) {
        String yaml =
                spec.startsWith("containers: [") || spec.startsWith("restartPolicy: Never,") ? "{" + spec + "}" : spec;
        Pod pod = TestPods.of(yaml);
        pod.getMetadata().setUid(null);
        pod.getMetadata().setNamespace("default");
        client.resource(pod).create();
    }

    private PodResource pod() {
        return client.pods().inNamespace("default").withName(NAME);
    }

    private Pod awaitPod(Predicate<Pod> wanted) {
        return patiently().until(() -> pod().get(), pod -> pod != null && wanted.test(pod));
    }

    private void awaitGone() {
        patiently().until(() -> pod().get() == null && kubelet.pids().isEmpty());
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }

    private List<String> order() throws IOException {
        Path order = directory.resolve("order");
        return Files.exists(order) ? Files.readAllLines(order) : List.of();
    }

    private static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }

    private static ContainerStatus game(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .findFirst()
                .orElseGet(() -> new io.fabric8.kubernetes.api.model.ContainerStatusBuilder()
                        .withNewState()
                        .endState()
                        .build());
    }

    private static ProcessHandle process(ContainerStatus status) {
        long pid = Long.parseLong(status.getContainerID().replace("process://", ""));
        return ProcessHandle.of(pid).orElseThrow();
    }
}
