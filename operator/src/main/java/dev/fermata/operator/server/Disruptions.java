package dev.fermata.operator.server;

import dev.fermata.operator.plan.Claim;
import dev.fermata.operator.plan.Readiness;
import dev.fermata.v1alpha1.ServerStatus;
import dev.fermata.v1alpha1.serverstatus.Disruption;
import dev.fermata.wire.SidecarState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a game is ended that had not allowed it, and why. Once it is on record, it stays.
 *
 * <p>A game that exits with code 0 ends by its own will. Where a Server was deleted and nobody knows any more what its game said last, a Pod on its
 * way out is taken for one that the operator sent there, behind the gate.
 */
final class Disruptions {
    private Disruptions() {}

    /** What is on record, or comes on record now; null if nothing does. */
    static @Nullable Disruption of(ServerStatus before, Scene scene, Standing standing) {
        if (before.getDisruption() != null || wasOver(before) || !holds(before, scene)) {
            return before.getDisruption();
        }
        String cause = cause(scene, standing);
        return cause == null ? null : entry(before, scene, cause);
    }

    /** What comes on record because the operator ends the game without its permission; null if it has it, or no game runs. */
    static @Nullable Disruption of(ServerStatus before, Scene scene, Verdict.Reason reason) {
        boolean asked = switch (reason) {
            case FORCED, DEADLINE_PASSED, NODE_LOST -> false;
            default -> true;
        };
        boolean running = scene.game() == Evidence.Game.RUNNING;
        return asked || !running || before.getDisruption() != null || !holds(before, scene)
                ? before.getDisruption()
                : entry(before, scene, reason.word());
    }

    /** A sentence for people. */
    static String words(Disruption disruption) {
        Integer players = disruption.getPlayers();
        return "The game is ended though it has not allowed that (" + disruption.getCause() + ")"
                + (players == null ? "." : "; players on it: " + players + ".");
    }

    private static boolean wasOver(ServerStatus before) {
        return Claim.find(Report.conditionsOf(before), Claims.READY)
                .filter(ready -> Readiness.of(ready.getReason()).ended())
                .isPresent();
    }

    private static boolean holds(ServerStatus before, Scene scene) {
        return switch (scene.conversation().last()) {
            case Sidecar.Reachable(SidecarState state, Instant at) -> !state.allowed() && !state.sealed();
            case Sidecar.Unreachable silent -> held(before);
            case Sidecar.Unknown unknown ->
                held(before) && !(scene.request() != null && scene.request().last());
        };
    }

    private static boolean held(ServerStatus before) {
        return before.getPodName() != null
                && !Boolean.TRUE.equals(before.getAllowed())
                && !Boolean.TRUE.equals(before.getSealed());
    }

    private static @Nullable String cause(Scene scene, Standing standing) {
        return switch (standing.readiness()) {
            case GAME_FAILED -> scene.pod() == null ? null : failure(scene.pod());
            case POD_DELETED -> scene.game() == Evidence.Game.RUNNING ? "PodDeleted" : null;
            case POD_GONE -> scene.lost() ? "NodeLost" : "PodDeleted";
            default -> null;
        };
    }

    private static String failure(PodView view) {
        Pod pod = view.pod();
        String reason = Optional.ofNullable(pod.getStatus().getReason()).orElse("");
        ContainerStateTerminated end = view.terminated();
        if (end != null && "OOMKilled".equals(end.getReason())) {
            return "OutOfMemory";
        }
        return switch (reason) {
            case "Evicted" -> "NodePressure";
            case "Terminated", "NodeShutdown", "Shutdown" -> "NodeShutdown";
            case "DeadlineExceeded" -> "ActiveDeadline";
            default -> "Crashed";
        };
    }

    private static Disruption entry(ServerStatus before, Scene scene, String cause) {
        Disruption entry = new Disruption();
        entry.setCause(cause);
        entry.setAt(scene.now().truncatedTo(ChronoUnit.SECONDS).toString());
        entry.setPlayers(
                scene.conversation().last() instanceof Sidecar.Reachable(SidecarState state, Instant at)
                        ? state.players()
                        : before.getPlayers());
        return entry;
    }
}
