package dev.fermata.operator.server;

import dev.fermata.operator.plan.Draft;
import dev.fermata.operator.plan.NodeState;
import dev.fermata.operator.plan.Note;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.server.Evidence.Read;
import dev.fermata.v1alpha1.Server;
import dev.fermata.wire.Guard;
import dev.fermata.wire.SidecarState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a Pod's guard as its game's permission is, and says when a game may count on it.
 *
 * <p>The API server's eviction handler reads a Pod, looks for budgets that match, and then deletes, with nothing to tell it that the label
 * changed in between. So an armed guard is told to the game only after a settling time, and after a live read that shows the Pod armed
 * and not on its way out: an eviction that began before the label was written has come to its end by then.
 */
final class Guarding {
    /** From the write of the label to the read that may be counted on; and, so that no game floods the API server, to the next lift. */
    static final Duration SETTLING = Duration.ofSeconds(2);

    private Guarding() {}

    /** Arms or lifts the guard, if it is not as it should be, and looks again when it has settled. */
    static void put(Draft draft, Scene scene, boolean allowed) {
        PodView pod = scene.pod();
        if (scene.protection() == Protection.OFF || pod == null || pod.terminating() || !scene.alive()) {
            return;
        }
        if (!pod.armed() && !allowed && !forsaken(scene)) {
            draft.write(new Step.ArmGuard(pod.target(), scene.now()));
            draft.lookAt(scene.now().plus(SETTLING));
        } else if (pod.armed() && (isAllowed(scene) || forsaken(scene))) {
            lift(draft, scene, pod);
        } else if (pod.armed() && isUntold(scene) && !hasSettled(scene, pod)) {
            draft.lookAt(pod.guardSince().plus(SETTLING));
        }
    }

    /** Makes the namespace's budget, if there is none. */
    static void budget(Draft draft, Scene scene, Server server) {
        if (scene.protection() == Protection.WITHOUT_BUDGET && scene.alive()) {
            draft.write(
                    new Step.CreateBudget(DesiredBudget.in(server.getMetadata().getNamespace())));
        }
    }

    /** Whether the Pod has to be read live before the game can be told that its guard is armed. */
    static boolean needsLivePod(Scene scene) {
        PodView pod = scene.pod();
        return scene.podRead() == Read.CACHED
                && scene.protection() == Protection.WHOLE
                && pod != null
                && pod.armed()
                && !pod.terminating()
                && !forsaken(scene)
                && !scene.conversation().underway()
                && scene.alive()
                && isHolding(scene)
                && isUntold(scene)
                && hasSettled(scene, pod);
    }

    /** What the game may be told of its guard; null if that is yet to come. */
    static @Nullable Guard word(Scene scene) {
        PodView pod = scene.pod();
        if (scene.protection() == Protection.OFF || pod == null) {
            return Guard.NONE;
        }
        if (isAllowed(scene)) {
            return pod.armed() ? null : Guard.LIFTED;
        }
        if (scene.protection() != Protection.WHOLE || forsaken(scene)) {
            return Guard.NONE;
        }
        boolean certain = pod.armed() && scene.podRead() == Read.LIVE && hasSettled(scene, pod);
        return certain && !pod.terminating() ? Guard.ARMED : null;
    }

    /** Whether there is something that the sidecar was not told yet. */
    static boolean isUntold(Scene scene) {
        return scene.conversation().last() instanceof Sidecar.Reachable(SidecarState state, Instant at)
                && (state.guard() == Guard.UNKNOWN
                        || scene.conversation().nudgedAt() != null
                        || state.guard() != expected(scene, state));
    }

    /** Whether the game allows deletion, as was learnt last, if need be from a status. */
    static boolean isAllowed(Scene scene, Server server) {
        return scene.conversation().last() instanceof Sidecar.Reachable(SidecarState state, Instant at)
                ? state.allowed()
                : Optional.ofNullable(server.getStatus())
                        .map(status -> Boolean.TRUE.equals(status.getAllowed()))
                        .orElse(false);
    }

    private static Guard expected(Scene scene, SidecarState state) {
        return switch (scene.protection()) {
            case OFF -> Guard.NONE;
            case WITHOUT_POLICIES, WITHOUT_BUDGET -> state.allowed() ? Guard.LIFTED : Guard.NONE;
            case WHOLE -> {
                Guard holding = forsaken(scene) ? Guard.NONE : Guard.ARMED;
                yield state.allowed() ? Guard.LIFTED : holding;
            }
        };
    }

    private static void lift(Draft draft, Scene scene, PodView pod) {
        Instant due = pod.guardSince().plus(SETTLING);
        if (scene.now().isBefore(due)) {
            draft.lookAt(due);
        } else {
            draft.write(new Step.LiftGuard(pod.target(), scene.now()));
            if (draft.mustWait(Step.LiftGuard.class)) {
                return;
            }
            draft.lookAt(scene.now());
            if (scene.emergency() != null && !isAllowed(scene)) {
                draft.note(new Note(
                        Note.Type.WARNING,
                        "GuardLifted",
                        "The guard was lifted by hand (" + scene.emergency()
                                + "): whoever may delete or evict Pods may now end this match."));
            }
        }
    }

    private static boolean hasSettled(Scene scene, PodView pod) {
        return !scene.now().isBefore(pod.guardSince().plus(SETTLING));
    }

    private static boolean isAllowed(Scene scene) {
        return scene.conversation().last() instanceof Sidecar.Reachable(SidecarState state, Instant at)
                && state.allowed();
    }

    private static boolean isHolding(Scene scene) {
        return scene.conversation().last() instanceof Sidecar.Reachable(SidecarState state, Instant at)
                && !state.allowed();
    }

    /** Lifted by hand; or nothing is left to guard on a node that is known to be gone, and Kubernetes may clear away what it has there. */
    private static boolean forsaken(Scene scene) {
        return scene.emergency() != null
                || scene.node().state() == NodeState.OUT_OF_SERVICE
                || (scene.node().state() == NodeState.GONE && scene.nodeRead() == Read.LIVE);
    }
}
