package dev.fermata.operator.server;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Instants;
import dev.fermata.operator.plan.Readiness;
import dev.fermata.operator.plan.Refusal;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the game of a Server is, with a sentence for people.
 *
 * @param since since when, if that is known better than by looking at the clock
 */
record Standing(
        Readiness readiness, String message, @Nullable Instant since) {

    private Standing(Readiness readiness, String message) {
        this(readiness, message, null);
    }

    /** Of a Server that has a Pod. */
    static Standing of(PodView pod, NodeView node) {
        return switch (pod.game()) {
            case NO_POD -> throw new IllegalStateException("A Pod that is there is no missing Pod");
            case ENDED -> ended(pod);
            case UNBOUND -> pod.terminating() ? deleted(pod) : unscheduled(pod);
            case BLOCKED, STARTING, RUNNING -> onNode(pod, node);
        };
    }

    /** Of a Server that has none. */
    static Standing ofNone(String podName, @Nullable Refusal refusal) {
        return refusal == null
                ? new Standing(Readiness.NO_POD, "The Pod is yet to be created.")
                : new Standing(
                        Readiness.POD_REFUSED,
                        "The API server refuses to create Pod " + podName + " (" + refusal.reason() + "): "
                                + refusal.message(),
                        refusal.since());
    }

    /** Of a Server that has none yet, for its finalizer is refused. */
    static Standing unheld(Refusal refusal) {
        return new Standing(
                Readiness.POD_REFUSED,
                "The API server refuses the finalizer " + Labels.HOLD + ", without which no Pod is created ("
                        + refusal.reason() + "): " + refusal.message(),
                refusal.since());
    }

    /** Of a Server whose Pod was there, and is not any more. */
    static Standing vanished(String podName) {
        return new Standing(Readiness.POD_GONE, "Pod " + podName + " was deleted by somebody else, and is gone.");
    }

    private static Standing onNode(PodView pod, NodeView node) {
        String on = "Node " + pod.nodeName();
        return switch (node.state()) {
            case GONE -> new Standing(Readiness.NODE_LOST, on + " is gone.");
            case OUT_OF_SERVICE -> new Standing(Readiness.NODE_LOST, on + " is out of service.");
            case UNREACHABLE ->
                new Standing(
                        Readiness.NODE_UNREACHABLE,
                        on + " does not report; nobody knows whether the game still runs.",
                        node.since());
            case UNBOUND, PRESENT, LEAVING -> pod.terminating() ? deleted(pod) : reporting(pod);
        };
    }

    private static Standing reporting(PodView pod) {
        String on = " on node " + pod.nodeName();
        String blockade = Blockade.of(pod);
        if (pod.game() == Evidence.Game.BLOCKED && blockade != null) {
            return new Standing(Readiness.CANNOT_START, blockade);
        }
        if (pod.ready()) {
            return new Standing(Readiness.READY, "The game is ready" + on + ".");
        }
        return pod.game() == Evidence.Game.RUNNING
                ? new Standing(
                        Readiness.NOT_READY,
                        "The game runs" + on + "; its Pod is not ready"
                                + pod.condition("Ready")
                                        .map(PodCondition::getMessage)
                                        .map(message -> ": " + sentence(message))
                                        .orElse("."))
                : new Standing(Readiness.STARTING, "The Pod is starting" + on + ".");
    }

    private static Standing unscheduled(PodView pod) {
        String why = pod.condition("PodScheduled")
                .filter(scheduled -> "False".equals(scheduled.getStatus()))
                .map(PodCondition::getMessage)
                .map(message -> " " + message)
                .orElse("");
        return new Standing(Readiness.UNSCHEDULED, "No node takes the Pod yet." + why);
    }

    private static Standing deleted(PodView pod) {
        return new Standing(
                Readiness.POD_DELETED,
                "Pod " + pod.target().name() + " is being deleted; the game has until " + pod.terminationDeadline()
                        + ".");
    }

    private static Standing ended(PodView pod) {
        ContainerStateTerminated end = pod.terminated();
        Instant finished = end == null ? null : Instants.parse(end.getFinishedAt());
        if (pod.endedByDeletion()) {
            String code = end == null ? "" : " with code " + end.getExitCode();
            return new Standing(
                    Readiness.POD_GONE,
                    "Pod " + pod.target().name() + " was deleted, and its game exited" + code + ".",
                    finished);
        }
        if (end != null && Integer.valueOf(0).equals(end.getExitCode())) {
            return new Standing(Readiness.GAME_ENDED, "The game exited with code 0.", finished);
        }
        if (end == null && pod.phase().equals("Succeeded")) {
            return new Standing(Readiness.GAME_ENDED, "The Pod succeeded.");
        }
        String pods = Optional.ofNullable(pod.status().getReason())
                .map(reason -> " " + reason + ": "
                        + sentence(
                                Optional.ofNullable(pod.status().getMessage()).orElse("no message")))
                .orElse("");
        String game =
                end == null ? "The Pod failed." : "The game exited with code " + end.getExitCode() + reason(end) + ".";
        return new Standing(Readiness.GAME_FAILED, game + pods, finished);
    }

    /** The words of others, some of which end with a full stop and some do not. */
    private static String sentence(String words) {
        String stripped = words.strip();
        return stripped.endsWith(".") ? stripped : stripped + ".";
    }

    private static String reason(ContainerStateTerminated end) {
        return end.getReason() == null || end.getReason().equals("Error") ? "" : " (" + end.getReason() + ")";
    }
}
