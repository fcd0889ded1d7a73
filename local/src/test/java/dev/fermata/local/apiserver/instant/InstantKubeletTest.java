package dev.fermata.local.apiserver.instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.local.apiserver.SimulatedApiServer;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods without processes. */
class InstantKubeletTest {
    private final Map<String, PodFate> fates = new ConcurrentHashMap<>();
    private SimulatedApiServer server;
    private InstantKubelet kubelet;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        server = SimulatedApiServer.start();
        kubelet = InstantKubelet.start(
                server,
                new InstantKubelet.Settings(
                        2, InstantSource.system(), pod -> fates.getOrDefault(pod.name(), PodFate.RUNS)));
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(server.kubeconfig()))
                .build();
    }

    @AfterEach
    void stop() {
        client.close();
        kubelet.close();
        server.close();
    }

    private Pod create(String name) {
        return client.pods()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withRestartPolicy("Never")
                        .addNewInitContainer()
                        .withName("side")
                        .withImage("side:1")
                        .withRestartPolicy("Always")
                        .endInitContainer()
                        .addNewContainer()
                        .withName("game")
                        .withImage("game:1")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
    }

    private Pod get(String name) {
        return client.pods().withName(name).get();
    }

    private static Map<String, String> conditions(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .collect(Collectors.toMap(PodCondition::getType, PodCondition::getStatus));
    }

    private Pod whenIn(String name, String phase) {
        await().until(() -> get(name).getStatus().getPhase().equals(phase));
        return get(name);
    }

    @Test
    void aPodRunsAndIsReadyAtOnce() {
        create("a");

        Pod pod = whenIn("a", "Running");

        assertThat(pod.getSpec().getNodeName()).isEqualTo("instant-0");
        assertThat(pod.getStatus().getPodIP()).isEqualTo("127.64.0.1");
        assertThat(conditions(pod))
                .containsEntry("PodScheduled", "True")
                .containsEntry("Initialized", "True")
                .containsEntry("Ready", "True");
        ContainerStatus sidecar = pod.getStatus().getInitContainerStatuses().getFirst();
        assertThat(sidecar.getState().getRunning()).isNotNull();
        assertThat(sidecar.getReady()).isTrue();
        assertThat(pod.getStatus().getContainerStatuses())
                .extracting(ContainerStatus::getReady)
                .containsExactly(true);
    }

    @Test
    void aDeletedPodIsGone() {
        create("a");
        whenIn("a", "Running");

        client.pods().withName("a").delete();

        await().until(() -> get("a") == null);
    }

    @Test
    void podsThatWereThereBeforeAreTakenCareOf() {
        kubelet.close();
        create("early");
        try (InstantKubelet other = InstantKubelet.start(
                server, new InstantKubelet.Settings(0, InstantSource.system(), pod -> PodFate.RUNS))) {
            assertThat(other).isNotNull();
            await().until(() -> "False".equals(conditions(get("early")).get("PodScheduled")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NEVER_READY, Running, False, running",
        "SUCCEEDS, Succeeded, False, terminated 0",
        "FAILS, Failed, False, terminated 1",
        "LINGERS, Running, True, running"
    })
    void aPodHasTheFateThatWasChosen(PodFate fate, String phase, String ready, String state) {
        fates.put("a", fate);
        create("a");

        Pod pod = whenIn("a", phase);

        assertThat(conditions(pod)).containsEntry("Ready", ready);
        var is = pod.getStatus().getContainerStatuses().getFirst().getState();
        assertThat(
                        is.getTerminated() == null
                                ? "running"
                                : "terminated " + is.getTerminated().getExitCode())
                .isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"HANGS, ContainerCreating", "IMAGE_MISSING, ImagePullBackOff"})
    void aPodMayNeverStart(PodFate fate, String reason) {
        fates.put("a", fate);
        create("a");

        await().until(() -> !get("a").getStatus().getContainerStatuses().isEmpty());

        Pod pod = get("a");
        assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
        assertThat(pod.getSpec().getNodeName()).isNotEmpty();
        assertThat(pod.getStatus()
                        .getContainerStatuses()
                        .getFirst()
                        .getState()
                        .getWaiting()
                        .getReason())
                .isEqualTo(reason);
    }

    @Test
    void aPodThatNoNodeTakesSaysSo() {
        fates.put("a", PodFate.UNSCHEDULABLE);
        create("a");

        await().until(() -> "False".equals(conditions(get("a")).get("PodScheduled")));

        assertThat(get("a").getSpec().getNodeName()).isNull();
    }

    @Test
    void aPodOnALostMachineStaysWhenItIsDeleted() {
        fates.put("a", PodFate.LINGERS);
        create("a");
        whenIn("a", "Running");

        client.pods().withName("a").delete();
        create("b");
        whenIn("b", "Running");
        client.pods().withName("b").delete();
        await().until(() -> get("b") == null);

        assertThat(get("a").getMetadata().getDeletionTimestamp()).isNotNull();
    }

    @Test
    void aGameCanExitByItself() {
        create("a");
        whenIn("a", "Running");

        kubelet.finish("default", "a", 3);

        Pod pod = whenIn("a", "Failed");
        assertThat(pod.getStatus()
                        .getContainerStatuses()
                        .getFirst()
                        .getState()
                        .getTerminated()
                        .getExitCode())
                .isEqualTo(3);
    }

    @Test
    void cordonedNodesTakeNoPodsUntilTheyAreOpenAgain() {
        client.nodes().withName("instant-0").edit(node -> unschedulable(node, true));
        create("a");
        assertThat(whenIn("a", "Running").getSpec().getNodeName()).isEqualTo("instant-1");
        client.nodes().withName("instant-1").edit(node -> unschedulable(node, true));
        create("b");
        await().until(() -> "False".equals(conditions(get("b")).get("PodScheduled")));

        client.nodes().withName("instant-0").edit(node -> unschedulable(node, false));

        assertThat(whenIn("b", "Running").getSpec().getNodeName()).isEqualTo("instant-0");
    }

    private static io.fabric8.kubernetes.api.model.Node unschedulable(
            io.fabric8.kubernetes.api.model.Node node, boolean unschedulable) {
        node.getSpec().setUnschedulable(unschedulable);
        return node;
    }
}
