package dev.fermata.operator.autoscaler;

import dev.fermata.operator.plan.Claim;
import dev.fermata.operator.plan.Draft;
import dev.fermata.operator.plan.Instants;
import dev.fermata.operator.plan.Note;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.Target;
import dev.fermata.v1alpha1.GameAutoscalerStatus;
import dev.fermata.v1alpha1.gameautoscalerstatus.LastDecision;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status that a GameAutoscaler deserves, written if it says anything new. */
final class AutoscalerReport {
    /** A decision that differs from the one before in nothing but its time is written no more often than this. */
    private static final Duration SAME = Duration.ofMinutes(1);

    private AutoscalerReport() {}

    static void write(Draft draft, AutoscalerObservation seen, Standing standing, @Nullable Decision decision) {
        GameAutoscalerStatus before =
                Optional.ofNullable(seen.scaler().getStatus()).orElseGet(GameAutoscalerStatus::new);
        List<Condition> conditions = Optional.ofNullable(before.getConditions()).orElse(List.of());
        GameAutoscalerStatus after = new GameAutoscalerStatus();
        after.setObservedGeneration(seen.scaler().getMetadata().getGeneration());
        after.setConditions(AutoscalerClaims.of(seen, standing, decision, conditions));
        after.setLastDecision(decision == null ? before.getLastDecision() : last(seen, decision));
        boolean scaled = decision != null && decision.scales();
        after.setLastScaleTime(scaled ? Instants.words(seen.now()) : before.getLastScaleTime());
        if (!values(before).equals(values(after)) || isOld(before, after)) {
            draft.write(new Step.WriteAutoscalerStatus(Target.of(seen.scaler()), after));
            conditions(draft, conditions, after.getConditions());
        }
        if (decision != null && decision.scales()) {
            draft.note(new Note(Note.Type.NORMAL, decision.reason(), scaled(seen, decision)));
        }
    }

    private static String scaled(AutoscalerObservation seen, Decision decision) {
        int from = seen.gameType() == null ? 0 : Asking.wanted(seen.gameType());
        return "spec.replicas of GameType " + seen.scaler().getSpec().getGameTypeName() + ": " + from + " to "
                + decision.target() + ". " + decision.why();
    }

    private static LastDecision last(AutoscalerObservation seen, Decision decision) {
        Exchange exchange = Objects.requireNonNull(seen.dialogue().last());
        LastDecision last = new LastDecision();
        last.setAskedAt(Instants.words(exchange.question().askedAt()));
        last.setCurrentReplicas(exchange.question().subject().current());
        last.setAnsweredReplicas(
                decision.answered() == null ? null : decision.answered().longValue());
        last.setAppliedReplicas(decision.target());
        last.setLatencyMillis(exchange.latency().toMillis());
        last.setReason(decision.reason());
        last.setMessage(decision.why());
        return last;
    }

    /** One Event for each condition that is not what it was, and that anybody should hear of. */
    private static void conditions(Draft draft, List<Condition> before, List<Condition> after) {
        for (Condition now : after) {
            if (isNews(Claim.find(before, now.getType()).orElse(null), now)) {
                boolean bad = !holds(now);
                draft.note(new Note(bad ? Note.Type.WARNING : Note.Type.NORMAL, now.getReason(), now.getMessage()));
            }
        }
    }

    /** That a limit applies; that something is wrong; that it is so no more. */
    private static boolean isNews(@Nullable Condition then, Condition now) {
        boolean same = then != null && then.getReason().equals(now.getReason());
        boolean isLimit = now.getType().equals(AutoscalerClaims.LIMITED);
        if (same || now.getReason().equals(AutoscalerClaims.NOT_ASKED)) {
            return false;
        }
        if (isLimit) {
            return holds(now);
        }
        return !holds(now) || (then != null && !holds(then) && !then.getReason().equals(AutoscalerClaims.NOT_ASKED));
    }

    private static boolean holds(Condition condition) {
        return Claim.Truth.TRUE.word().equals(condition.getStatus());
    }

    private static boolean isOld(GameAutoscalerStatus before, GameAutoscalerStatus after) {
        Instant then = askedAt(before);
        Instant now = askedAt(after);
        return now != null && (then == null || !now.isBefore(then.plus(SAME)));
    }

    private static @Nullable Instant askedAt(GameAutoscalerStatus status) {
        LastDecision last = status.getLastDecision();
        return last == null ? null : Instants.parse(last.getAskedAt());
    }

    /** All but the time of the last decision and how long it took. */
    private static List<@Nullable Object> values(GameAutoscalerStatus status) {
        LastDecision last = Optional.ofNullable(status.getLastDecision()).orElseGet(LastDecision::new);
        return Arrays.asList(
                status.getObservedGeneration(),
                status.getLastScaleTime(),
                Optional.ofNullable(status.getConditions()).orElse(List.of()),
                last.getCurrentReplicas(),
                last.getAnsweredReplicas(),
                last.getAppliedReplicas(),
                last.getReason(),
                last.getMessage());
    }
}
