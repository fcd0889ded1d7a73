package dev.fermata.operator.server;

import dev.fermata.operator.plan.Draft;
import dev.fermata.operator.plan.Step;
import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.Guard;
import dev.fermata.wire.SidecarState;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to say to the sidecar now, if anything. One call at a time; while one is under way, nothing. Nobody is asked but for a reason: a
 * nudge came, or somebody wants the Server gone, or did until now.
 */
final class Talk {
    private Talk() {}

    /** To the sidecar of a Server that somebody wants gone. */
    static Step.@Nullable Call ending(Scene scene, Verdict verdict) {
        if (scene.conversation().underway() || !scene.alive()) {
            return null;
        }
        DrainNotice notice = scene.wanted().notice();
        Step.Call ask = untold(scene, notice) ? new Step.TellDrain(notice) : new Step.FetchState();
        return switch (verdict) {
            case Verdict.Open open -> null;
            case Verdict.AskFirst question -> null;
            case Verdict.TellFirst tell -> new Step.TellDrain(notice);
            case Verdict.SealFirst seal -> untold(scene, notice) ? ask : new Step.Seal();
            case Verdict.FetchFirst fetch -> ask;
            case Verdict.Shut shut -> changed(scene, notice) || due(scene) || unheard(scene) ? ask : null;
        };
    }

    /** To the sidecar of a Server that nobody wants gone. */
    static Step.@Nullable Call living(Scene scene) {
        if (scene.conversation().underway() || !scene.alive()) {
            return null;
        }
        boolean asked = scene.pod() != null && !scene.pod().active();
        return switch (scene.conversation().last()) {
            case Sidecar.Reachable(SidecarState state, Instant at) when state.sealed() -> new Step.Unseal();
            case Sidecar.Reachable(SidecarState state, Instant at) when state.drain() != null -> new Step.TellNoDrain();
            case Sidecar.Reachable reachable -> unheard(scene) ? new Step.FetchState() : null;
            case Sidecar.Unknown unknown when asked -> new Step.TellNoDrain();
            case Sidecar.Unreachable unreachable when asked && due(scene) -> new Step.TellNoDrain();
            case Sidecar.Unknown unknown -> unheard(scene) ? new Step.FetchState() : null;
            case Sidecar.Unreachable unreachable -> unheard(scene) ? new Step.FetchState() : null;
        };
    }

    /** Makes the call; if there is none, acknowledges what the sidecar said, if that is on record. */
    static void say(Draft draft, Scene scene, Step.@Nullable Call call, boolean recorded) {
        Step.Call last = call == null && recorded ? acknowledgement(scene) : call;
        if (last != null) {
            draft.call(last);
        }
    }

    private static Step.@Nullable Call acknowledgement(Scene scene) {
        Conversation conversation = scene.conversation();
        if (conversation.underway()
                || !scene.alive()
                || scene.leaving()
                || !(conversation.last() instanceof Sidecar.Reachable(SidecarState state, var at))) {
            return null;
        }
        Guard guard = Guarding.word(scene);
        return guard != null && Guarding.isUntold(scene)
                ? new Step.Acknowledge(state.instance(), state.version(), guard)
                : null;
    }

    /** When the sidecar is asked again without a reason of its own; null while an answer is on its way. */
    static @Nullable Instant nextPoll(Scene scene) {
        if (scene.conversation().underway() || !scene.alive()) {
            return null;
        }
        return switch (scene.conversation().last()) {
            case Sidecar.Unknown unknown -> scene.now();
            case Sidecar.Reachable(SidecarState state, Instant at) -> at.plus(scene.poll());
            case Sidecar.Unreachable(String why, Instant since, Instant at) -> at.plus(scene.poll());
        };
    }

    /** Whether the sidecar is known to have neither seal nor drain. */
    static boolean free(Scene scene) {
        return scene.conversation().last() instanceof Sidecar.Reachable(SidecarState state, var at)
                && !state.sealed()
                && state.drain() == null;
    }

    private static boolean due(Scene scene) {
        Instant next = nextPoll(scene);
        return next != null && !scene.now().isBefore(next);
    }

    /** Whether a nudge came after the last call was sent. */
    private static boolean unheard(Scene scene) {
        Instant nudged = scene.conversation().nudgedAt();
        return nudged != null
                && switch (scene.conversation().last()) {
                    case Sidecar.Unknown unknown -> true;
                    case Sidecar.Reachable(SidecarState state, Instant at) -> at.isBefore(nudged);
                    case Sidecar.Unreachable(String why, Instant since, Instant at) -> at.isBefore(nudged);
                };
    }

    /** Whether the game, as far as is known, has not heard this request; a sealed one need not. */
    private static boolean untold(Scene scene, DrainNotice notice) {
        return !(scene.conversation().last() instanceof Sidecar.Reachable(SidecarState state, var at))
                || (!state.sealed() && differs(notice, state.drain()));
    }

    /** Whether a game that can be reached has heard another request than this, or none. */
    private static boolean changed(Scene scene, DrainNotice notice) {
        return scene.conversation().last() instanceof Sidecar.Reachable && untold(scene, notice);
    }

    /** The message apart, for an older sidecar may have shortened it, and would be told again and again. */
    private static boolean differs(DrainNotice notice, @Nullable DrainNotice told) {
        return told == null
                || !told.reason().equals(notice.reason())
                || !told.requestedAt().equals(notice.requestedAt())
                || !Objects.equals(told.deadline(), notice.deadline());
    }
}
