package dev.fermata.operator.fleet;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Claim;
import dev.fermata.operator.plan.Draft;
import dev.fermata.operator.plan.Note;
import dev.fermata.operator.plan.ServerView;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.Target;
import dev.fermata.v1alpha1.FleetStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status that a Fleet deserves, written if it says anything new. */
final class FleetReport {
    /** A change of players alone is written no more often than this. */
    private static final Duration PLAYERS = Duration.ofSeconds(10);

    /** And anything else no more often than this: the Servers of a large Fleet come up one by one. */
    private static final Duration ANYTHING = Duration.ofSeconds(1);

    private FleetReport() {}

    static void write(Draft draft, Census census) {
        FleetObservation seen = census.seen();
        FleetStatus before = Optional.ofNullable(seen.fleet().getStatus()).orElseGet(FleetStatus::new);
        FleetStatus after = status(census, conditionsOf(before));
        boolean same = values(before).equals(values(after));
        if (same && Objects.equals(before.getPlayers(), after.getPlayers())) {
            return;
        }
        Instant written = seen.statusWrittenAt();
        Instant due = written == null ? seen.now() : written.plus(same ? PLAYERS : ANYTHING);
        if (seen.now().isBefore(due)) {
            draft.lookAt(due);
            return;
        }
        draft.write(new Step.WriteFleetStatus(Target.of(seen.fleet()), after));
        failure(before, after).ifPresent(draft::note);
    }

    static FleetStatus status(Census census, List<Condition> before) {
        FleetObservation seen = census.seen();
        FleetStatus status = new FleetStatus();
        Long generation = seen.fleet().getMetadata().getGeneration();
        status.setObservedGeneration(generation);
        status.setReplicas(census.current());
        status.setReadyReplicas(count(census, true));
        status.setAllowedReplicas(
                (int) census.counting().stream().filter(ServerView::allowed).count());
        status.setDrainingReplicas(census.going().size());
        status.setPlayers(seen.servers().stream().mapToLong(ServerView::players).sum());
        status.setCapacity(capacity(census));
        status.setSelector(Labels.FLEET + "=" + census.name() + "," + Labels.ACTIVE + "=" + Labels.TRUE);
        status.setConditions(FleetClaims.of(census).stream()
                .map(claim -> claim.at(seen.now(), generation, before))
                .toList());
        return status;
    }

    private static int count(Census census, boolean ready) {
        return (int) census.counting().stream()
                .filter(server -> server.ready() == ready)
                .count();
    }

    private static @Nullable Long capacity(Census census) {
        Integer each = census.seen().fleet().getSpec().getTemplate().getSpec().getCapacity();
        return each == null ? null : each * (long) count(census, true);
    }

    private static Optional<Note> failure(FleetStatus before, FleetStatus after) {
        String was = Claim.find(conditionsOf(before), FleetClaims.REPLICA_FAILURE)
                .map(Condition::getReason)
                .orElse("");
        return Claim.find(conditionsOf(after), FleetClaims.REPLICA_FAILURE)
                .filter(failure -> failure.getStatus().equals("True"))
                .filter(failure -> !failure.getReason().equals(was))
                .map(failure -> new Note(Note.Type.WARNING, failure.getReason(), failure.getMessage()));
    }

    private static List<Condition> conditionsOf(FleetStatus status) {
        return Optional.ofNullable(status.getConditions()).orElse(List.of());
    }

    private static List<@Nullable Object> values(FleetStatus status) {
        return Arrays.asList(
                status.getObservedGeneration(),
                status.getReplicas(),
                status.getReadyReplicas(),
                status.getAllowedReplicas(),
                status.getDrainingReplicas(),
                status.getCapacity(),
                status.getSelector(),
                conditionsOf(status));
    }
}
