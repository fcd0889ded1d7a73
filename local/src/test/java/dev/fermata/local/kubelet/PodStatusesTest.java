package dev.fermata.local.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.local.kubelet.ContainerView.Run;
import dev.fermata.local.kubelet.ContainerView.Running;
import dev.fermata.local.kubelet.ContainerView.State;
import dev.fermata.local.kubelet.ContainerView.Terminated;
import dev.fermata.local.kubelet.ContainerView.Waiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodStatusesTest {
    private static final Instant T0 = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant T1 = T0.plusSeconds(5);

    /** Phase, and which conditions are true, by the states of sidecar and game. */
    @ParameterizedTest
    @CsvSource({
        "creating, creating,  Pending PodScheduled",
        "running,  creating,  Pending PodScheduled",
        "started,  creating,  Pending PodScheduled Initialized",
        "started,  unknown,   Pending PodScheduled Initialized",
        "started,  running,   Running PodScheduled Initialized",
        "started,  ready,     Running PodScheduled Initialized ContainersReady Ready",
        "crashed,  ready,     Running PodScheduled Initialized",
        "started,  done,      Succeeded PodScheduled Initialized",
        "started,  failed,    Failed PodScheduled Initialized",
        "failed,   failed,    Failed PodScheduled Initialized",
    })
    void phaseAndConditionsFollowFromTheContainers(String sidecar, String game, String expected) {
        PodStatus status = status(TestPods.server(), sidecar, game);

        String trueOnes = status.getConditions().stream()
                .filter(condition -> condition.getStatus().equals("True"))
                .map(PodCondition::getType)
                .collect(Collectors.joining(" "));
        assertThat(status.getPhase() + " " + trueOnes).isEqualTo(expected);
    }

    @Test
    void aProcessIsNamedByItsPid() {
        PodStatus status = status(TestPods.server(), "started", "ready");

        assertThat(status.getContainerStatuses().getFirst().getContainerID()).isEqualTo("process://7");
        assertThat(status.getPodIP()).isEqualTo("127.0.0.1");
        assertThat(status.getHostIP()).isEqualTo("127.0.0.1");
        assertThat(status.getStartTime()).isEqualTo("2026-01-31T12:00:00Z");
    }

    @Test
    void theExitCodeIsTold() {
        var ended = status(TestPods.server(), "started", "failed")
                .getContainerStatuses()
                .getFirst()
                .getState()
                .getTerminated();

        assertThat(ended.getExitCode()).isEqualTo(3);
        assertThat(ended.getReason()).isEqualTo("Error");
        assertThat(ended.getStartedAt()).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(ended.getFinishedAt()).isEqualTo("2026-01-31T12:00:05Z");
    }

    @Test
    void aRestartedSidecarShowsHowItEndedBefore() {
        var sidecar = status(TestPods.server(), "crashed", "ready")
                .getInitContainerStatuses()
                .getFirst();

        assertThat(sidecar.getRestartCount()).isEqualTo(1);
        assertThat(sidecar.getLastState().getTerminated().getExitCode()).isEqualTo(3);
        assertThat(sidecar.getState().getRunning()).isNotNull();
    }

    @Test
    void aConditionThatStaysKeepsItsTime() {
        PodStatus before = PodStatuses.of(TestPods.server(), Map.of(), T0, T0);
        Pod pod = new PodBuilder(TestPods.server()).withStatus(before).build();

        PodStatus after = PodStatuses.of(pod, Map.of("fermata-sidecar", view("started")), T0, T1);

        assertThat(times(after))
                .containsEntry("PodScheduled", "2026-01-31T12:00:00Z")
                .containsEntry("Initialized", "2026-01-31T12:00:05Z")
                .containsEntry("Ready", "2026-01-31T12:00:00Z");
    }

    private static PodStatus status(Pod pod, String sidecar, String game) {
        return PodStatuses.of(pod, Map.of("fermata-sidecar", view(sidecar), "game", view(game)), T0, T1);
    }

    private static ContainerView view(String word) {
        State running = new Running(7, T0);
        Terminated failed = new Terminated(3, "Error", "", new Run(7, T0, T1));
        return switch (word) {
            case "creating" -> ContainerView.CREATING;
            case "unknown" -> ContainerView.CREATING.with(new Waiting("ErrImagePull", "no such image"));
            case "running" -> new ContainerView(running, null, 0, false, false);
            case "started", "ready" -> new ContainerView(running, null, 0, true, true);
            case "crashed" -> new ContainerView(running, failed, 1, false, false);
            case "done" -> ContainerView.CREATING.with(new Terminated(0, "Completed", "", new Run(7, T0, T1)));
            default -> ContainerView.CREATING.with(failed);
        };
    }

    private static Map<String, String> times(PodStatus status) {
        return status.getConditions().stream()
                .collect(Collectors.toMap(PodCondition::getType, PodCondition::getLastTransitionTime));
    }
}
