package dev.fermata.operator.autoscaler;

import dev.fermata.operator.plan.Draft;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Refusal;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.Target;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do about one GameAutoscaler: follows an answer once, within bounds, and asks the next question when it is due. An answer
 * that was not understood, or that was about something else than what is there now, changes nothing.
 */
public final class AutoscalerPlanner {
    private AutoscalerPlanner() {}

    /** Same observation, same plan. */
    public static Plan plan(AutoscalerObservation seen) {
        Draft draft = new Draft(seen.now(), seen.refusal());
        if (seen.scaler().getMetadata().getDeletionTimestamp() != null) {
            return draft.done();
        }
        Standing standing = Standing.of(seen);
        Decision decision = decide(seen, standing);
        if (standing instanceof Standing.Active active && decision != null) {
            decision = follow(draft, seen, active, decision);
        }
        AutoscalerReport.write(draft, seen, standing, decision);
        if (standing instanceof Standing.Active active) {
            ask(draft, seen, active);
        } else if (seen.rival() != null) {
            draft.lookAt(seen.now().plus(Terms.of(seen.scaler().getSpec()).interval()));
        }
        return draft.done();
    }

    private static @Nullable Decision decide(AutoscalerObservation seen, Standing standing) {
        Exchange last = Standing.relevant(seen);
        return standing instanceof Standing.Active active
                        && last != null
                        && !seen.dialogue().decided()
                ? Decision.of(seen, last, Asking.wanted(active.gameType()))
                : null;
    }

    private static Decision follow(Draft draft, AutoscalerObservation seen, Standing.Active active, Decision decision) {
        Integer target = decision.target();
        if (!decision.scales() || target == null) {
            return decision;
        }
        Refusal refusal = seen.refusal();
        if (refusal != null && draft.mustWait(Step.ScaleGameType.class)) {
            return new Decision(
                    decision.answered(),
                    null,
                    false,
                    decision.limit(),
                    "ScaleRefused",
                    "The API server refuses to scale the GameType: " + refusal.message());
        }
        draft.write(new Step.ScaleGameType(Target.of(active.gameType()), target));
        return decision;
    }

    /** Never while an answer waits for its consequences. */
    private static void ask(Draft draft, AutoscalerObservation seen, Standing.Active active) {
        Dialogue dialogue = seen.dialogue();
        if (dialogue.underWay()) {
            return;
        }
        Instant due = Standing.due(seen, Terms.of(seen.scaler().getSpec()).interval());
        boolean waits = !dialogue.decided() && Standing.relevant(seen) != null;
        if (waits || seen.now().isBefore(due)) {
            draft.lookAt(due);
        } else {
            draft.ask(new Step.AskWebhook(Asking.question(seen, active)));
        }
    }
}
