package dev.fermata.operator.server;

import dev.fermata.operator.plan.Claim;
import dev.fermata.operator.plan.Note;
import dev.fermata.operator.plan.Readiness;
import dev.fermata.v1alpha1.ServerStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What is told as Events when a Server's status changes: a condition's new reason, where a person wants to know. */
final class Transitions {
    private static final Set<Readiness> TOLD = Set.of(
            Readiness.READY,
            Readiness.GAME_ENDED,
            Readiness.POD_REFUSED,
            Readiness.UNSCHEDULED,
            Readiness.CANNOT_START,
            Readiness.NODE_UNREACHABLE,
            Readiness.NODE_LOST,
            Readiness.POD_DELETED,
            Readiness.GAME_FAILED,
            Readiness.POD_GONE);
    private static final Set<Readiness> NORMAL = Set.of(Readiness.READY, Readiness.GAME_ENDED);
    private static final Set<String> TROUBLE = Set.of(
            Verdict.Reason.NODE_UNREACHABLE.word(),
            Verdict.Reason.SIDECAR_UNREACHABLE.word(),
            Verdict.Reason.DEADLINE_PASSED_WAITING.word());

    private Transitions() {}

    static List<Note> between(ServerStatus before, ServerStatus after) {
        return Stream.of(
                        readiness(before, after),
                        request(before, after),
                        wait(before, after),
                        disruption(before, after))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Note> readiness(ServerStatus before, ServerStatus after) {
        return changed(before, after, Claims.READY).flatMap(ready -> {
            Readiness readiness = Readiness.of(ready.getReason());
            Note.Type type = NORMAL.contains(readiness) ? Note.Type.NORMAL : Note.Type.WARNING;
            return TOLD.contains(readiness)
                    ? Optional.of(new Note(type, ready.getReason(), ready.getMessage()))
                    : Optional.empty();
        });
    }

    private static Optional<Note> request(ServerStatus before, ServerStatus after) {
        boolean asked = before.getDrainReason() != null;
        boolean asks = after.getDrainReason() != null;
        if (asked == asks) {
            return Optional.empty();
        }
        String reason = asks ? "DrainRequested" : "DrainWithdrawn";
        return Claim.find(Report.conditionsOf(after), Claims.DRAIN_REQUESTED)
                .map(condition -> new Note(Note.Type.NORMAL, reason, condition.getMessage()));
    }

    private static Optional<Note> wait(ServerStatus before, ServerStatus after) {
        if (after.getDrainReason() == null || after.getWaitingFor() == null) {
            return Optional.empty();
        }
        return changed(before, after, Claims.DELETION_ALLOWED)
                .map(condition -> new Note(
                        TROUBLE.contains(condition.getReason()) ? Note.Type.WARNING : Note.Type.NORMAL,
                        condition.getReason(),
                        condition.getMessage()));
    }

    private static Optional<Note> disruption(ServerStatus before, ServerStatus after) {
        return Optional.ofNullable(after.getDisruption())
                .filter(disruption -> before.getDisruption() == null)
                .map(disruption -> new Note(Note.Type.WARNING, "Disrupted", Disruptions.words(disruption)));
    }

    private static Optional<Condition> changed(ServerStatus before, ServerStatus after, String type) {
        String was = Claim.find(Report.conditionsOf(before), type)
                .map(Condition::getReason)
                .orElse("");
        return Claim.find(Report.conditionsOf(after), type).filter(condition -> !was.equals(condition.getReason()));
    }
}
