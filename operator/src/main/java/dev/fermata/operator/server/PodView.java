package dev.fermata.operator.server;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Annotations;
import dev.fermata.operator.plan.Instants;
import dev.fermata.operator.plan.Target;
import dev.fermata.operator.server.Evidence.Game;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Pod as its Server sees it: judged by the game's container, not by the Pod's phase alone, for the sidecar and others may outlive the
 * game.
 */
record PodView(Pod pod, String gameContainer) {

    Target target() {
        return Target.of(pod);
    }

    Game game() {
        if (List.of("Succeeded", "Failed").contains(phase()) || terminated() != null) {
            return Game.ENDED;
        }
        if (nodeName() == null) {
            return Game.UNBOUND;
        }
        if (!neverRan()) {
            return Game.RUNNING;
        }
        return Blockade.of(this) == null ? Game.STARTING : Game.BLOCKED;
    }

    String phase() {
        return Optional.ofNullable(status().getPhase()).orElse("");
    }

    @Nullable
    String nodeName() {
        String node = pod.getSpec() == null ? null : pod.getSpec().getNodeName();
        return node == null || node.isEmpty() ? null : node;
    }

    /** Whether somebody deleted it. */
    boolean terminating() {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /** When the kubelet ends the game at the latest, if somebody deleted it. */
    String terminationDeadline() {
        return pod.getMetadata().getDeletionTimestamp();
    }

    /** When somebody deleted it. */
    Optional<Instant> deletedAt() {
        long grace = Optional.ofNullable(pod.getMetadata().getDeletionGracePeriodSeconds())
                .orElse(0L);
        return Optional.ofNullable(Instants.parse(pod.getMetadata().getDeletionTimestamp()))
                .map(end -> end.minusSeconds(grace));
    }

    /** When the game exited. */
    Optional<Instant> finishedAt() {
        return Optional.ofNullable(terminated()).map(end -> Instants.parse(end.getFinishedAt()));
    }

    /** Whether its game ended after somebody had deleted it: whatever its exit code says then, it did not end by itself. */
    boolean endedByDeletion() {
        Optional<Instant> deleted = deletedAt();
        return deleted.isPresent()
                && finishedAt().map(end -> !end.isBefore(deleted.get())).orElse(true);
    }

    boolean active() {
        return Labels.TRUE.equals(labels().get(Labels.ACTIVE));
    }

    /** Whether the cluster refuses to end or evict it. */
    boolean armed() {
        return Labels.ARMED.equals(labels().get(Labels.GUARD));
    }

    /** Since when its guard is as it is; of one that had it from its creation, whose time is in whole seconds, the second after. */
    Instant guardSince() {
        String since = Annotations.get(pod, Labels.GUARD_SINCE).orElse(null);
        return Instants.parse(since, createdAt().plusSeconds(1));
    }

    boolean ready() {
        return condition("Ready")
                .filter(ready -> "True".equals(ready.getStatus()))
                .isPresent();
    }

    Optional<PodCondition> condition(String type) {
        return status().getConditions().stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    Instant createdAt() {
        return Instants.parse(pod.getMetadata().getCreationTimestamp(), Instant.EPOCH);
    }

    PodStatus status() {
        return Optional.ofNullable(pod.getStatus()).orElseGet(PodStatus::new);
    }

    @Nullable
    ContainerStateTerminated terminated() {
        return gameStatus()
                .map(ContainerStatus::getState)
                .map(ContainerState::getTerminated)
                .orElse(null);
    }

    Optional<ContainerStatus> gameStatus() {
        return status().getContainerStatuses().stream()
                .filter(status -> gameContainer.equals(status.getName()))
                .findFirst();
    }

    Optional<Container> gameSpec() {
        return pod.getSpec().getContainers().stream()
                .filter(container -> gameContainer.equals(container.getName()))
                .findFirst();
    }

    /** Whether the Pod is this Server's: by label or by owner, so that neither can be lost alone. */
    static boolean belongs(Pod pod, String serverUid) {
        boolean labelled = serverUid.equals(labels(pod).get(Labels.SERVER_UID));
        return labelled
                || pod.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner ->
                                serverUid.equals(owner.getUid()) && Boolean.TRUE.equals(owner.getController()));
    }

    private boolean neverRan() {
        return gameStatus()
                .map(status -> status.getState() != null
                        && status.getState().getWaiting() != null
                        && (status.getLastState() == null
                                || status.getLastState().getTerminated() == null)
                        && Optional.ofNullable(status.getRestartCount()).orElse(0) == 0)
                .orElseGet(() -> "Pending".equals(phase()));
    }

    private Map<String, String> labels() {
        return labels(pod);
    }

    private static Map<String, String> labels(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getLabels()).orElse(Map.of());
    }
}
