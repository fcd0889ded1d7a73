package dev.fermata.operator.plan;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A condition before it has a time.
 *
 * @param reason CamelCase
 * @param message a sentence, without anything that changes by itself: instants, never ages
 * @param since since when, if that is known better than by now
 */
public record Claim(
        String type,
        Truth truth,
        String reason,
        String message,
        @Nullable Instant since) {

    /** The two answers that are given here; what is not known is not claimed to hold. */
    public enum Truth {
        TRUE("True"),
        FALSE("False");

        private final String word;

        Truth(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public Claim(String type, Truth truth, String reason, String message) {
        this(type, truth, reason, message, null);
    }

    /**
     * The condition. Its lastTransitionTime is kept while status and reason stay: in {@code AwaitingPermission} after {@code
     * SidecarUnreachable} a person wants to know since when the former.
     *
     * @param previous the conditions as they were
     */
    public Condition at(Instant now, @Nullable Long generation, List<Condition> previous) {
        Optional<Condition> before = find(previous, type).filter(this::isSaidBy);
        Instant fresh = (since == null ? now : since).truncatedTo(ChronoUnit.SECONDS);
        return new ConditionBuilder()
                .withType(type)
                .withStatus(truth.word)
                .withReason(reason)
                .withMessage(message)
                .withObservedGeneration(generation)
                .withLastTransitionTime(
                        before.map(Condition::getLastTransitionTime).orElse(fresh.toString()))
                .build();
    }

    public static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    private boolean isSaidBy(Condition condition) {
        return truth.word.equals(condition.getStatus()) && reason.equals(condition.getReason());
    }
}
