package dev.fermata.operator.autoscaler;

import static dev.fermata.operator.plan.Claim.Truth.FALSE;
import static dev.fermata.operator.plan.Claim.Truth.TRUE;

import dev.fermata.operator.plan.Claim;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The three conditions of a GameAutoscaler, in words for people. What a restart forgot stays as it was last written. */
final class AutoscalerClaims {
    static final String ACTIVE = "Active";
    static final String REACHABLE = "WebhookReachable";
    static final String LIMITED = "Limited";
    static final String NOT_ASKED = "NotAskedYet";

    private AutoscalerClaims() {}

    static List<Condition> of(
            AutoscalerObservation seen, Standing standing, @Nullable Decision decision, List<Condition> before) {
        Long generation = seen.scaler().getMetadata().getGeneration();
        Exchange last = Standing.relevant(seen);
        Claim reachable = last == null ? null : reachable(last.outcome());
        Claim limited = decision == null || decision.target() == null ? null : limited(seen, decision);
        return Stream.of(
                        active(seen, standing).at(seen.now(), generation, before),
                        at(seen, reachable, before, new Claim(REACHABLE, FALSE, NOT_ASKED, "It was not asked yet.")),
                        at(seen, limited, before, new Claim(LIMITED, FALSE, "NoAnswerYet", "There is no answer yet.")))
                .toList();
    }

    private static Condition at(
            AutoscalerObservation seen, @Nullable Claim claim, List<Condition> before, Claim first) {
        Long generation = seen.scaler().getMetadata().getGeneration();
        return claim == null
                ? Claim.find(before, first.type()).orElseGet(() -> first.at(seen.now(), generation, before))
                : claim.at(seen.now(), generation, before);
    }

    private static Claim active(AutoscalerObservation seen, Standing standing) {
        Terms terms = Terms.of(seen.scaler().getSpec());
        return switch (standing) {
            case Standing.Idle(String word, String why) -> new Claim(ACTIVE, FALSE, word, why);
            case Standing.Active active ->
                new Claim(
                        ACTIVE,
                        TRUE,
                        terms.observes() ? "Observing" : "Scaling",
                        "The webhook is asked every " + terms.interval().toSeconds() + " s"
                                + (terms.observes() ? "; with mode Observe nothing is changed." : "."));
        };
    }

    private static Claim reachable(Outcome outcome) {
        return outcome instanceof Outcome.Failed(Trouble trouble, String why)
                ? new Claim(REACHABLE, FALSE, trouble.word(), why)
                : new Claim(REACHABLE, TRUE, "Answered", "The webhook gave an answer that was understood.");
    }

    private static Claim limited(AutoscalerObservation seen, Decision decision) {
        Limit limit = decision.limit();
        if (limit == Limit.NONE) {
            return new Claim(LIMITED, FALSE, limit.word(), "What was wanted is within bounds.");
        }
        return new Claim(
                LIMITED,
                TRUE,
                limit.word(),
                "It is held at " + decision.target() + ": "
                        + Limits.reason(limit, Terms.of(seen.scaler().getSpec())) + ".");
    }
}
