package dev.fermata.operator.simulation;

import dev.fermata.operator.simulation.Machine.Stage;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a kubelet tells the API server of a Pod: the truth, when it gets round to it. */
final class Kubelet {
    private Kubelet() {}

    static PodStatus status(@Nullable Machine machine, Instant now) {
        PodStatus status = new PodStatus();
        Stage stage = machine == null ? Stage.BOUND : machine.stage();
        status.setPodIP(machine == null ? null : "10.0.0.1");
        status.setConditions(List.of(condition("PodScheduled", true), condition("Ready", stage == Stage.GAME)));
        status.setContainerStatuses(List.of(game(machine, now)));
        status.setPhase(phase(machine, stage));
        return status;
    }

    /** Whether it would say anything new. */
    static boolean hasNews(Pod pod, Machine machine, Instant now) {
        PodStatus told = pod.getStatus();
        PodStatus truth = status(machine, now);
        return told == null
                || !Objects.equals(told.getPhase(), truth.getPhase())
                || !Objects.equals(told.getPodIP(), truth.getPodIP())
                || !told.getConditions().equals(truth.getConditions())
                || !shape(told).equals(shape(truth));
    }

    private static List<Boolean> shape(PodStatus status) {
        return status.getContainerStatuses().stream()
                .map(ContainerStatus::getState)
                .map(state -> state.getRunning() != null)
                .toList();
    }

    private static String phase(@Nullable Machine machine, Stage stage) {
        if (machine == null || stage == Stage.BOUND || stage == Stage.SIDECAR) {
            return "Pending";
        }
        if (stage == Stage.GAME) {
            return "Running";
        }
        return Integer.valueOf(0).equals(machine.exitCode()) ? "Succeeded" : "Failed";
    }

    private static ContainerStatus game(@Nullable Machine machine, Instant now) {
        ContainerState state = new ContainerState();
        if (machine == null || machine.stage() == Stage.BOUND || machine.stage() == Stage.SIDECAR) {
            ContainerStateWaiting waiting = new ContainerStateWaiting();
            boolean missing = machine != null && machine.imageMissing() && machine.stage() == Stage.SIDECAR;
            waiting.setReason(missing ? "ImagePullBackOff" : "PodInitializing");
            state.setWaiting(waiting);
        } else if (machine.stage() == Stage.GAME) {
            state.setRunning(new ContainerStateRunning());
        } else {
            ContainerStateTerminated terminated = new ContainerStateTerminated();
            terminated.setExitCode(machine.exitCode());
            terminated.setFinishedAt(now.toString());
            state.setTerminated(terminated);
        }
        ContainerStatus status = new ContainerStatus();
        status.setName("game");
        status.setImage("game:1");
        status.setRestartCount(0);
        status.setState(state);
        return status;
    }

    static PodCondition condition(String type, boolean holds) {
        PodCondition condition = new PodCondition();
        condition.setType(type);
        condition.setStatus(holds ? "True" : "False");
        return condition;
    }
}
