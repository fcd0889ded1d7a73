package dev.fermata.local.kubelet;

import dev.fermata.local.kubelet.ContainerView.Run;
import dev.fermata.local.kubelet.ContainerView.Running;
import dev.fermata.local.kubelet.ContainerView.State;
import dev.fermata.local.kubelet.ContainerView.Terminated;
import dev.fermata.local.kubelet.ContainerView.Waiting;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the status of a Pod says of its containers, by the rules of a real kubelet. Pure. */
final class PodStatuses {
    /** Where every process of a laptop is. */
    static final String LOOPBACK = "127.0.0.1";

    private PodStatuses() {}

    /**
     * The status that follows from the containers.
     *
     * @param pod as last read; its conditions give those that did not change their times
     * @param views each container by name
     * @param since when the kubelet took the Pod on
     */
    static PodStatus of(Pod pod, Map<String, ContainerView> views, Instant since, Instant now) {
        List<ContainerStatus> sidecarsAndInits = statuses(pod.getSpec().getInitContainers(), views);
        List<ContainerStatus> containers = statuses(pod.getSpec().getContainers(), views);
        boolean initialized =
                pod.getSpec().getInitContainers().stream().allMatch(init -> isInitialized(init, view(init, views)));
        String phase = phase(pod, views);
        boolean ready = phase.equals("Running")
                && containers.stream().allMatch(ContainerStatus::getReady)
                && sidecars(pod).allMatch(sidecar -> view(sidecar, views).ready());
        String why = isOver(phase) ? "PodCompleted" : "ContainersNotReady";
        return new PodStatusBuilder()
                .withPhase(phase)
                .withPodIP(LOOPBACK)
                .addNewPodIP(LOOPBACK)
                .withHostIP(LOOPBACK)
                .addNewHostIP(LOOPBACK)
                .withQosClass("BestEffort")
                .withStartTime(text(since))
                .withInitContainerStatuses(sidecarsAndInits)
                .withContainerStatuses(containers)
                .withConditions(
                        condition(pod, "PodScheduled", null, now),
                        condition(pod, "Initialized", initialized ? null : "ContainersNotInitialized", now),
                        condition(pod, "ContainersReady", ready ? null : why, now),
                        condition(pod, "Ready", ready ? null : why, now))
                .build();
    }

    /** Of a Pod that no node takes. */
    static PodStatus unschedulable(Pod pod, Instant now) {
        PodCondition condition = condition(pod, "PodScheduled", "Unschedulable", now);
        condition.setMessage("no node of this laptop takes new Pods and fits the Pod's nodeSelector");
        return new PodStatusBuilder()
                .withPhase("Pending")
                .withConditions(condition)
                .build();
    }

    /** Of a Pod whose processes an earlier kubelet took with it. */
    static PodStatus lost(Pod pod, Instant now) {
        Terminated gone = new Terminated(
                137,
                "ContainerStatusUnknown",
                "The container ended with the kubelet that ran it.",
                new Run(0, now, now));
        Map<String, ContainerView> views = PodPorts.containers(pod).stream()
                .collect(Collectors.toMap(Container::getName, container -> ContainerView.CREATING.with(gone)));
        return of(pod, views, Instant.parse(pod.getStatus().getStartTime()), now);
    }

    /** Whether a Pod in this phase never runs again. */
    static boolean isOver(@Nullable String phase) {
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }

    static boolean isSidecar(Container init) {
        return "Always".equals(init.getRestartPolicy());
    }

    private static Stream<Container> sidecars(Pod pod) {
        return pod.getSpec().getInitContainers().stream().filter(PodStatuses::isSidecar);
    }

    private static boolean isInitialized(Container init, ContainerView view) {
        return isSidecar(init)
                ? view.started() || view.last() != null || view.state() instanceof Terminated
                : view.state() instanceof Terminated ended && ended.exitCode() == 0;
    }

    private static String phase(Pod pod, Map<String, ContainerView> views) {
        boolean initFailed = pod.getSpec().getInitContainers().stream()
                .filter(init -> !isSidecar(init))
                .anyMatch(init -> view(init, views).state() instanceof Terminated ended && ended.exitCode() != 0);
        List<State> states = pod.getSpec().getContainers().stream()
                .map(container -> view(container, views).state())
                .toList();
        if (initFailed) {
            return "Failed";
        }
        if (states.stream().anyMatch(Waiting.class::isInstance)) {
            return "Pending";
        }
        if (states.stream().anyMatch(Running.class::isInstance)) {
            return "Running";
        }
        boolean succeeded = states.stream().allMatch(state -> state instanceof Terminated t && t.exitCode() == 0);
        return succeeded ? "Succeeded" : "Failed";
    }

    private static List<ContainerStatus> statuses(List<Container> containers, Map<String, ContainerView> views) {
        return containers.stream()
                .map(container -> status(container, view(container, views)))
                .toList();
    }

    private static ContainerView view(Container container, Map<String, ContainerView> views) {
        return views.getOrDefault(container.getName(), ContainerView.CREATING);
    }

    private static ContainerStatus status(Container container, ContainerView view) {
        return new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID("")
                .withContainerID(id(view.state()))
                .withStarted(view.started())
                .withReady(view.ready())
                .withRestartCount(view.restarts())
                .withState(state(view.state()))
                .withLastState(view.last() == null ? null : state(view.last()))
                .build();
    }

    /** As a real one would be {@code containerd://<hash>}: a process's id is its pid. */
    private static @Nullable String id(State state) {
        long pid = switch (state) {
            case Waiting waiting -> 0;
            case Running running -> running.pid();
            case Terminated ended -> ended.run().pid();
        };
        return pid == 0 ? null : "process://" + pid;
    }

    private static ContainerState state(State state) {
        return switch (state) {
            case Waiting(String reason, String message) ->
                new ContainerStateBuilder()
                        .withNewWaiting(message.isEmpty() ? null : message, reason)
                        .build();
            case Running(long pid, Instant since) ->
                new ContainerStateBuilder().withNewRunning(text(since)).build();
            case Terminated(int exitCode, String reason, String message, Run run) ->
                new ContainerStateBuilder()
                        .withNewTerminated()
                        .withContainerID(id(state))
                        .withExitCode(exitCode)
                        .withReason(reason)
                        .withMessage(message.isEmpty() ? null : message)
                        .withStartedAt(text(run.from()))
                        .withFinishedAt(text(run.to()))
                        .endTerminated()
                        .build();
        };
    }

    /** True without a reason; a condition that says what it said keeps the time at which it began to. */
    private static PodCondition condition(Pod pod, String type, @Nullable String falseBecause, Instant now) {
        String status = falseBecause == null ? "True" : "False";
        String since = conditions(pod).stream()
                .filter(before -> type.equals(before.getType()) && status.equals(before.getStatus()))
                .map(PodCondition::getLastTransitionTime)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(text(now));
        return new PodConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(falseBecause)
                .withLastTransitionTime(since)
                .build();
    }

    private static List<PodCondition> conditions(Pod pod) {
        return pod.getStatus() == null ? List.of() : pod.getStatus().getConditions();
    }

    static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
