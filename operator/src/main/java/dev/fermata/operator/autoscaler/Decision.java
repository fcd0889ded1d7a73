package dev.fermata.operator.autoscaler;

import dev.fermata.operator.plan.Instants;
import dev.fermata.v1alpha1.gameautoscalerspec.OnFailure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one exchange.
 *
 * @param answered how many were wanted; null if no number was given
 * @param target how many the GameType is to have; null if that is not decided
 * @param scales whether the GameType is to be changed
 * @param reason CamelCase
 * @param why a sentence
 */
record Decision(
        @Nullable Integer answered, @Nullable Integer target, boolean scales, Limit limit, String reason, String why) {
    static final String SCALED = "Scaled";
    static final String FELL_BACK = "FellBack";

    /**
     * Of this exchange.
     *
     * @param wanted how many the GameType is told to have by now
     */
    static Decision of(AutoscalerObservation seen, Exchange exchange, int wanted) {
        return switch (exchange.outcome()) {
            case Outcome.Holds holds ->
                new Decision(null, wanted, false, Limit.NONE, "Held", "The webhook wants nothing changed.");
            case Outcome.Wants(int replicas) -> wants(seen, exchange, wanted, replicas);
            case Outcome.Failed failed -> failed(seen, exchange, wanted, failed);
        };
    }

    private static Decision wants(AutoscalerObservation seen, Exchange exchange, int wanted, int answered) {
        Terms terms = Terms.of(seen.scaler().getSpec());
        int bounded = terms.bounded(answered);
        Stabilized stabilized = Stabilized.of(seen.dialogue(), exchange, terms, new Sizes(wanted, bounded));
        Limit limit = stabilized.limit() == Limit.NONE ? bound(answered, bounded) : stabilized.limit();
        int target = stabilized.replicas();
        String why = "The webhook wants " + answered + Limits.words(limit, terms) + ".";
        return follow(new Decision(answered, target, false, limit, SCALED, why), exchange, wanted, terms);
    }

    private static Decision failed(AutoscalerObservation seen, Exchange exchange, int wanted, Outcome.Failed failed) {
        OnFailure onFailure = seen.scaler().getSpec().getOnFailure();
        Instant since = seen.dialogue().failingSince();
        if (onFailure == null
                || since == null
                || exchange.endedAt().isBefore(since.plusSeconds(onFailure.getAfterSeconds()))) {
            return new Decision(null, null, false, Limit.NONE, failed.trouble().word(), failed.why());
        }
        Terms terms = Terms.of(seen.scaler().getSpec());
        int target = terms.bounded(onFailure.getReplicas());
        String fallback = failed.why() + " It has failed since " + Instants.words(since) + ": spec.onFailure applies.";
        Limit limit = bound(onFailure.getReplicas(), target);
        return follow(new Decision(null, target, false, limit, FELL_BACK, fallback), exchange, wanted, terms);
    }

    /** Changes nothing that is as it shall be, or that somebody has changed since the webhook was asked. */
    private static Decision follow(Decision plain, Exchange exchange, int wanted, Terms terms) {
        int asked = exchange.question().subject().wanted();
        Integer target = plain.target;
        if (target == null || target == wanted) {
            return plain.reason.equals(SCALED) ? plain.because("Unchanged", plain.why) : plain;
        }
        if (asked != wanted) {
            return new Decision(
                    plain.answered,
                    null,
                    false,
                    plain.limit,
                    "Overtaken",
                    "spec.replicas went from " + asked + " to " + wanted
                            + " while the webhook was asked; that holds until its next answer.");
        }
        return terms.observes()
                ? plain.because("Observed", plain.why + " With mode Observe nothing is changed.")
                : new Decision(plain.answered, target, true, plain.limit, plain.reason, plain.why);
    }

    private Decision because(String other, String otherWhy) {
        return new Decision(answered, target, false, limit, other, otherWhy);
    }

    private static Limit bound(int answered, int bounded) {
        if (answered == bounded) {
            return Limit.NONE;
        }
        return answered > bounded ? Limit.TOO_MANY : Limit.TOO_FEW;
    }
}
