package dev.fermata.operator.gametype;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Claim;
import dev.fermata.operator.plan.Draft;
import dev.fermata.operator.plan.Note;
import dev.fermata.operator.plan.ServerView;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.Target;
import dev.fermata.v1alpha1.GameTypeStatus;
import dev.fermata.v1alpha1.gametypestatus.Revisions;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The status that a GameType deserves, written if it says anything new. However many Servers there are, it stays small. */
final class GameTypeReport {
    /** A change of players alone is written no more often than this. */
    private static final Duration PLAYERS = Duration.ofSeconds(10);

    private static final int LISTED = 10;

    private GameTypeReport() {}

    static void write(Draft draft, Rollout rollout) {
        GameTypeObservation seen = rollout.seen();
        GameTypeStatus before = Optional.ofNullable(seen.gameType().getStatus()).orElseGet(GameTypeStatus::new);
        GameTypeStatus after = status(rollout, draft.wanted(), conditionsOf(before));
        boolean same = values(before).equals(values(after));
        if (same && Objects.equals(before.getPlayers(), after.getPlayers())) {
            return;
        }
        Instant written = seen.statusWrittenAt();
        Instant due = written == null ? seen.now() : written.plus(PLAYERS);
        if (same && seen.now().isBefore(due)) {
            draft.lookAt(due);
            return;
        }
        draft.write(new Step.WriteGameTypeStatus(Target.of(seen.gameType()), after));
        transition(rollout, before, after).ifPresent(draft::note);
    }

    static GameTypeStatus status(Rollout rollout, Set<String> wanted, List<Condition> before) {
        GameTypeObservation seen = rollout.seen();
        Balance balance = rollout.balance();
        FleetView target = balance.target();
        GameTypeStatus status = new GameTypeStatus();
        Long generation = seen.gameType().getMetadata().getGeneration();
        status.setObservedGeneration(generation);
        status.setReplicas(count(seen.fleets().stream(), ServerView::counts));
        status.setReadyReplicas(count(seen.fleets().stream(), server -> server.counts() && server.ready()));
        status.setAvailableReplicas(count(seen.fleets().stream(), balance::available));
        status.setAllowedReplicas(count(seen.fleets().stream(), server -> server.counts() && server.allowed()));
        status.setUpdatedReplicas(count(Stream.ofNullable(target), ServerView::counts));
        status.setDrainingReplicas(count(seen.fleets().stream(), ServerView::going));
        status.setPlayers(seen.fleets().stream()
                .flatMap(fleet -> fleet.servers().stream())
                .mapToLong(ServerView::players)
                .sum());
        status.setCapacity(capacity(seen));
        status.setSelector(Labels.GAME_TYPE + "="
                + seen.gameType().getMetadata().getName() + "," + Labels.ACTIVE + "=" + Labels.TRUE);
        FleetView complete = rollout.complete();
        status.setCurrentRevision(complete == null ? null : rollout.revision(complete.name()));
        status.setUpdateRevision(rollout.targetRevision());
        status.setRevisions(revisions(rollout));
        status.setWaiting(waiting(rollout));
        status.setConditions(GameTypeClaims.of(rollout, wanted).stream()
                .map(claim -> claim.at(seen.now(), generation, before))
                .toList());
        return status;
    }

    private static int count(Stream<FleetView> fleets, Predicate<ServerView> which) {
        return (int)
                fleets.flatMap(fleet -> fleet.servers().stream()).filter(which).count();
    }

    private static @Nullable Long capacity(GameTypeObservation seen) {
        boolean told = false;
        long sum = 0;
        for (FleetView fleet : seen.fleets()) {
            Integer each = fleet.fleet().getSpec().getTemplate().getSpec().getCapacity();
            if (each != null) {
                told = true;
                sum += each * (long) count(Stream.of(fleet), server -> server.counts() && server.ready());
            }
        }
        return told ? sum : null;
    }

    /** Those that have Servers, the newest first. */
    private static @Nullable List<Revisions> revisions(Rollout rollout) {
        List<Revisions> revisions = rollout.seen().fleets().stream()
                .filter(fleet -> fleet.desired() > 0 || !fleet.servers().isEmpty())
                .sorted(Aim.NEWEST)
                .limit(LISTED)
                .map(fleet -> revision(rollout, fleet))
                .toList();
        return revisions.isEmpty() ? null : revisions;
    }

    private static Revisions revision(Rollout rollout, FleetView fleet) {
        Revisions revision = new Revisions();
        revision.setRevision(rollout.revision(fleet.name()));
        revision.setDesired(fleet.desired());
        revision.setReplicas(count(Stream.of(fleet), ServerView::counts));
        revision.setAvailable(count(Stream.of(fleet), rollout.balance()::available));
        revision.setDraining(count(Stream.of(fleet), server -> server.draining() || server.deleting()));
        return revision;
    }

    /** Null if nobody is waited for. */
    private static @Nullable List<dev.fermata.v1alpha1.gametypestatus.Waiting> waiting(Rollout rollout) {
        List<dev.fermata.v1alpha1.gametypestatus.Waiting> waiting = Waiting.of(rollout).stream()
                .limit(LISTED)
                .map(one -> {
                    dev.fermata.v1alpha1.gametypestatus.Waiting entry =
                            new dev.fermata.v1alpha1.gametypestatus.Waiting();
                    entry.setServer(one.server().name());
                    entry.setRevision(rollout.revision(one.fleet().name()));
                    entry.setReason(one.server().waitingFor());
                    entry.setSince(one.since().toString());
                    entry.setDeadline(Objects.toString(one.server().deadline(), null));
                    return entry;
                })
                .toList();
        return waiting.isEmpty() ? null : waiting;
    }

    private static Optional<Note> transition(Rollout rollout, GameTypeStatus before, GameTypeStatus after) {
        String was = reason(before) + " " + before.getUpdateRevision();
        String is = reason(after) + " " + after.getUpdateRevision();
        if (was.equals(is)) {
            return Optional.empty();
        }
        boolean bad = rollout.stage().truth() == Claim.Truth.FALSE && rollout.stage() != Stage.PAUSED;
        return Claim.find(conditionsOf(after), GameTypeClaims.PROGRESSING)
                .map(condition -> new Note(
                        bad ? Note.Type.WARNING : Note.Type.NORMAL, condition.getReason(), condition.getMessage()));
    }

    private static String reason(GameTypeStatus status) {
        return Claim.find(conditionsOf(status), GameTypeClaims.PROGRESSING)
                .map(Condition::getReason)
                .orElse("");
    }

    private static List<Condition> conditionsOf(GameTypeStatus status) {
        return Optional.ofNullable(status.getConditions()).orElse(List.of());
    }

    private static List<@Nullable Object> values(GameTypeStatus status) {
        return Arrays.asList(
                status.getObservedGeneration(),
                status.getReplicas(),
                status.getReadyReplicas(),
                status.getAvailableReplicas(),
                status.getUpdatedReplicas(),
                status.getAllowedReplicas(),
                status.getDrainingReplicas(),
                status.getCapacity(),
                status.getSelector(),
                status.getCurrentRevision(),
                status.getUpdateRevision(),
                Stream.ofNullable(status.getRevisions())
                        .flatMap(List::stream)
                        .map(one -> Arrays.asList(
                                one.getRevision(),
                                one.getDesired(),
                                one.getReplicas(),
                                one.getAvailable(),
                                one.getDraining()))
                        .toList(),
                Stream.ofNullable(status.getWaiting())
                        .flatMap(List::stream)
                        .map(one -> Arrays.<@Nullable Object>asList(
                                one.getServer(), one.getRevision(), one.getReason(), one.getSince(), one.getDeadline()))
                        .toList(),
                conditionsOf(status));
    }
}
