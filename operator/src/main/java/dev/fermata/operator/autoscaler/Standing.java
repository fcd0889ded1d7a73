package dev.fermata.operator.autoscaler;

import dev.fermata.operator.plan.WebhookQuestion;
import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.GameType;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether there is somebody to ask, and something to scale, and by whom. */
sealed interface Standing {

    /** It asks and scales. */
    record Active(GameType gameType, Address.At address) implements Standing {}

    /**
     * It does neither.
     *
     * @param word CamelCase
     * @param why a sentence
     */
    record Idle(String word, String why) implements Standing {}

    /** A new GameAutoscaler is asked for within this time, so that a thousand of them do not all ask at once, ever after. */
    Duration SPREAD = Duration.ofSeconds(10);

    /** What has changed is not asked about sooner than this after the last question. */
    Duration BREATH = Duration.ofSeconds(1);

    int THOUSAND = 1000;

    static Standing of(AutoscalerObservation seen) {
        String name = seen.scaler().getSpec().getGameTypeName();
        GameType gameType = seen.gameType();
        if (seen.rival() != null) {
            return new Idle(
                    "AnotherScalesIt",
                    "GameAutoscaler " + seen.rival() + " is older and scales GameType " + name
                            + "; a GameType has one. Delete one of the two.");
        }
        if (gameType == null) {
            return new Idle("GameTypeMissing", "There is no GameType " + name + " in this namespace; waiting for it.");
        }
        if (gameType.getMetadata().getDeletionTimestamp() != null) {
            return new Idle("GameTypeEnding", "GameType " + name + " is being deleted.");
        }
        return switch (Address.of(seen.scaler(), seen.anyNamespace())) {
            case Address.At at -> new Active(gameType, at);
            case Address.Nowhere(Outcome.Failed(Trouble trouble, String why)) -> new Idle(trouble.word(), why);
        };
    }

    /** The last exchange, if it was about what is there now. */
    static @Nullable Exchange relevant(AutoscalerObservation seen) {
        Exchange last = seen.dialogue().last();
        return last != null && isAbout(last.question(), seen) ? last : null;
    }

    /** When the webhook is to be asked next. */
    static Instant due(AutoscalerObservation seen, Duration interval) {
        Exchange last = seen.dialogue().last();
        if (last == null) {
            Duration spread = interval.compareTo(SPREAD) < 0 ? interval : SPREAD;
            int part = Math.floorMod(seen.scaler().getMetadata().getUid().hashCode(), THOUSAND);
            return seen.dialogue().since().plus(spread.multipliedBy(part).dividedBy(THOUSAND));
        }
        return last.question().askedAt().plus(isAbout(last.question(), seen) ? interval : BREATH);
    }

    private static boolean isAbout(WebhookQuestion question, AutoscalerObservation seen) {
        GameAutoscaler scaler = seen.scaler();
        GameType gameType = seen.gameType();
        return Objects.equals(
                        question.subject().generation(), scaler.getMetadata().getGeneration())
                && gameType != null
                && question.subject().gameType().equals(gameType.getMetadata().getUid());
    }
}
