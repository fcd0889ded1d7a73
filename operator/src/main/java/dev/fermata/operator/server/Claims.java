package dev.fermata.operator.server;

import static dev.fermata.operator.plan.Claim.Truth.FALSE;
import static dev.fermata.operator.plan.Claim.Truth.TRUE;

import dev.fermata.operator.plan.Claim;
import dev.fermata.operator.plan.NodeState;
import dev.fermata.operator.plan.Readiness;
import dev.fermata.operator.plan.Refusal;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.server.Verdict.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The three conditions of a Server, in words for people. Words name instants, never ages: what stays as it is stays as it is written. */
final class Claims {
    static final String READY = "Ready";
    static final String DRAIN_REQUESTED = "DrainRequested";
    static final String DELETION_ALLOWED = "DeletionAllowed";

    private static final String SILENT_NODE =
            "the node does not report, and the game may still run there; waiting for the node to report, to be"
                    + " removed, or to be tainted node.kubernetes.io/out-of-service.";

    private Claims() {}

    static Claim ready(Standing standing) {
        return new Claim(
                READY,
                standing.readiness() == Readiness.READY ? TRUE : FALSE,
                standing.readiness().word(),
                standing.message(),
                standing.since());
    }

    /** Of a Server that nobody wants gone. */
    static Claim notRequested(Scene scene) {
        boolean withdrawing =
                scene.alive() && scene.pod() != null && !scene.pod().active();
        return withdrawing
                ? new Claim(
                        DRAIN_REQUESTED,
                        FALSE,
                        "Withdrawn",
                        "The request was withdrawn; the game is yet to be told so.")
                : new Claim(DRAIN_REQUESTED, FALSE, "NotRequested", "Nobody wants this Server gone.");
    }

    static Claim requested(Request request) {
        return new Claim(
                DRAIN_REQUESTED,
                TRUE,
                request.reason(),
                capital(request.by()) + "; " + patience(request) + ".",
                request.since());
    }

    /** Of a Server that nobody wants gone. */
    static Claim allowed(Scene scene, @Nullable Boolean allowed) {
        if (scene.pod() == null) {
            return new Claim(DELETION_ALLOWED, TRUE, Reason.NO_POD.word(), "There is no Pod.");
        }
        if (scene.game() == Evidence.Game.ENDED || scene.game() == Evidence.Game.UNBOUND) {
            return new Claim(DELETION_ALLOWED, TRUE, Reason.NOT_RUNNING.word(), "The game is not running.");
        }
        return Boolean.TRUE.equals(allowed)
                ? new Claim(DELETION_ALLOWED, TRUE, "Allowed", "The game allows its deletion.")
                : new Claim(
                        DELETION_ALLOWED,
                        FALSE,
                        Reason.AWAITING_PERMISSION.word(),
                        "The game has not allowed its deletion.");
    }

    /** Of a Server whose Pod is being deleted, by whomever. */
    static Claim leaving(Scene scene) {
        return scene.node().state() == NodeState.UNREACHABLE
                ? new Claim(
                        DELETION_ALLOWED,
                        FALSE,
                        Reason.NODE_UNREACHABLE.word(),
                        "The Pod is being deleted, but " + SILENT_NODE,
                        scene.node().since())
                : new Claim(
                        DELETION_ALLOWED,
                        TRUE,
                        "PodDeleted",
                        "The Pod is being deleted; the game has until " + until(scene) + ".");
    }

    /** Of a Server that somebody wants gone. */
    static Claim verdict(Scene scene, Verdict verdict, @Nullable Refusal refusal) {
        Request request = scene.wanted();
        String refused = refusal == null
                ? ""
                : " The API server refuses to " + refused(refusal) + " (" + refusal.reason() + "): "
                        + refusal.message();
        return switch (verdict) {
            case Verdict.Open(Reason reason) ->
                new Claim(DELETION_ALLOWED, TRUE, reason.word(), open(reason, request) + refused);
            case Verdict.Shut(Reason reason) ->
                new Claim(DELETION_ALLOWED, FALSE, reason.word(), shut(reason, scene) + refused, since(reason, scene));
            case Verdict.SealFirst seal ->
                new Claim(DELETION_ALLOWED, TRUE, "Allowed", "The game allows its deletion." + refused);
            case Verdict.AskFirst ask -> waiting(scene, refused);
            case Verdict.FetchFirst fetch -> waiting(scene, refused);
            case Verdict.TellFirst tell -> waiting(scene, refused);
        };
    }

    /** The name of a step is a word of the code. */
    private static String refused(Refusal refusal) {
        if (refusal.refuses(Step.DeletePod.class)) {
            return "delete the Pod";
        }
        if (refusal.refuses(Step.DeleteServer.class)) {
            return "delete the Server";
        }
        boolean labels = refusal.refuses(Step.MarkActive.class) || refusal.refuses(Step.MarkInactive.class);
        return labels ? "change the Pod's labels" : "change the Server";
    }

    private static Claim waiting(Scene scene, String more) {
        return new Claim(
                DELETION_ALLOWED,
                FALSE,
                Reason.AWAITING_PERMISSION.word(),
                shut(Reason.AWAITING_PERMISSION, scene) + more);
    }

    static String open(Reason reason, Request request) {
        return switch (reason) {
            case NO_POD -> "There is no Pod.";
            case NOT_RUNNING -> "The game is not running.";
            case NODE_LOST -> "The node is lost, and the sidecar does not answer.";
            case FORCED -> "spec.deletion.force says not to ask the game.";
            case SEALED -> "The game allowed its deletion, and the permission is sealed.";
            case DEADLINE_PASSED ->
                "The game did not allow its deletion until " + request.deadline()
                        + ", and spec.deletion.onTimeout is Delete.";
            case NODE_UNREACHABLE, DEADLINE_PASSED_WAITING, SIDECAR_UNREACHABLE, AWAITING_PERMISSION ->
                throw new IllegalStateException(reason + " opens no gate");
        };
    }

    private static String shut(Reason reason, Scene scene) {
        Request request = scene.wanted();
        return switch (reason) {
            case NODE_UNREACHABLE -> capital(SILENT_NODE);
            case DEADLINE_PASSED_WAITING ->
                "The game has not allowed its deletion, though its deadline was " + request.deadline()
                        + "; spec.deletion.onTimeout is not Delete, so it is waited for.";
            case SIDECAR_UNREACHABLE ->
                "The sidecar does not answer (" + silence(scene) + "), so nobody knows what the game says; "
                        + patience(request) + ".";
            case AWAITING_PERMISSION ->
                "The game has not allowed its deletion; " + request.by() + "; " + patience(request) + ".";
            case NO_POD, NOT_RUNNING, NODE_LOST, FORCED, SEALED, DEADLINE_PASSED ->
                throw new IllegalStateException(reason + " shuts no gate");
        };
    }

    private static @Nullable Instant since(Reason reason, Scene scene) {
        return switch (reason) {
            case NODE_UNREACHABLE -> scene.node().since();
            case SIDECAR_UNREACHABLE ->
                scene.conversation().last() instanceof Sidecar.Unreachable(String why, Instant since, Instant at)
                        ? since
                        : null;
            default -> null;
        };
    }

    private static String silence(Scene scene) {
        return scene.conversation().last() instanceof Sidecar.Unreachable(String why, Instant since, Instant at)
                ? why
                : "not asked yet";
    }

    private static String patience(Request request) {
        if (request.deadline() == null) {
            return "no deadline";
        }
        return switch (request.end()) {
            case WAIT -> "its deadline is " + request.deadline() + ", and it is waited for after that";
            case DELETE -> "it is deleted at its deadline, " + request.deadline();
            case FORCE -> "it is not asked";
        };
    }

    private static @Nullable String until(Scene scene) {
        return scene.pod() == null ? null : scene.pod().terminationDeadline();
    }

    private static String capital(String sentence) {
        return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
