package dev.fermata.operator.gametype;

import dev.fermata.operator.plan.Draft;
import dev.fermata.operator.plan.Existence;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Question;
import dev.fermata.operator.plan.ServerView;
import dev.fermata.operator.plan.Step;
import dev.fermata.v1alpha1.fleetspec.ScaleDown;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do about one GameType: makes a Fleet of each new revision, and moves the number of Servers over to it, as the new ones
 * become available and the limits of its strategy allow.
 *
 * <p>The steps of its plan are independent of each other: one bad Fleet stops no other. Whatever step a crash comes after, the next plan goes on from what is there.
 */
public final class GameTypePlanner {
    private static final int DEFAULT_HISTORY = 10;

    private GameTypePlanner() {}

    /** Same observation, same plan. */
    public static Plan plan(GameTypeObservation seen) {
        Draft draft = new Draft(seen.now(), null);
        Rollout rollout = Rollout.of(seen);
        if (seen.gameType().getMetadata().getDeletionTimestamp() == null) {
            Step.@Nullable CreateFleet creation = creation(rollout);
            if (creation != null) {
                Plan doubt = Existence.doubt(seen.gameType(), seen.live(), Question.LIVE_GAME_TYPE);
                if (doubt != null) {
                    return doubt;
                }
                draft.write(creation.fleet().getMetadata().getName(), creation, seen.refusals());
            }
            change(draft, rollout);
            forget(draft, rollout);
            lookAgain(draft, rollout);
        }
        GameTypeReport.write(draft, rollout);
        return draft.done();
    }

    private static Step.@Nullable CreateFleet creation(Rollout rollout) {
        if (rollout.aim() instanceof Aim.Create(String name) && rollout.stage().moves() == Stage.Moves.CREATE) {
            Marks marks = Marks.NONE.chosen(rollout.nextNumber(), rollout.seen().now());
            return new Step.CreateFleet(
                    DesiredFleet.of(rollout.seen().gameType(), name, Sizes.ofNew(rollout.balance()), marks));
        }
        return null;
    }

    private static void change(Draft draft, Rollout rollout) {
        Map<String, Integer> sizes = rollout.sizes();
        ScaleDown scaleDown = rollout.seen().gameType().getSpec().getScaleDown();
        rollout.balance().all().forEach(fleet -> {
            int size = sizes.getOrDefault(fleet.name(), fleet.desired());
            Marks marks = marks(rollout, fleet, size);
            if (size != fleet.desired()
                    || !marks.equals(fleet.marks())
                    || !same(scaleDown, fleet.fleet().getSpec().getScaleDown())) {
                Step.ChangeFleet change = new Step.ChangeFleet(
                        fleet.target(),
                        size,
                        marks.onto(fleet.fleet().getMetadata().getAnnotations()),
                        scaleDown);
                draft.write(fleet.name(), change, rollout.seen().refusals());
            }
        });
    }

    private static Marks marks(Rollout rollout, FleetView fleet, int size) {
        return fleet.equals(rollout.balance().target())
                ? ofTarget(rollout, fleet, size)
                : ofOther(rollout, fleet, size);
    }

    private static Marks ofTarget(Rollout rollout, FleetView fleet, int size) {
        Instant now = rollout.seen().now();
        Marks marks = fleet.marks();
        return switch (rollout.stage()) {
            case GIVEN_UP -> marks.failed(now);
            case PAUSED -> marks.isComplete() ? marks : marks.paused();
            case UNKNOWN_REVISION, LATE, NEW_REVISION -> marks;
            case ROLLED_BACK, COMPLETE, ROLLING_BACK, WAITING_FOR_SERVERS, WAITING_FOR_GAMES, REPLACING -> {
                boolean newest = marks.number() == rollout.nextNumber() - 1 && marks.number() > 0;
                boolean tried = newest && marks.failedAt() == null && marks.supersededBy() == null;
                Marks chosen = tried ? marks : marks.chosen(newest ? marks.number() : rollout.nextNumber(), now);
                boolean asked = !chosen.isComplete() && (size > fleet.desired() || chosen.since() == null);
                Marks timed = asked ? chosen.asked(now) : chosen;
                boolean moved = rollout.balance().isMoved()
                        && rollout.balance().limits().replicas() > 0
                        && tried;
                yield moved ? timed.complete() : timed;
            }
        };
    }

    private static Marks ofOther(Rollout rollout, FleetView fleet, int size) {
        boolean asked = Aim.ofTemplate(rollout.seen()).filter(fleet::equals).isPresent();
        Marks marks = asked ? fleet.marks() : fleet.marks().forgiven();
        String target = rollout.targetRevision();
        return size < fleet.desired() && target != null ? marks.superseded(target) : marks;
    }

    /** Old revisions that have nothing left go, but for so many as are kept to go back to. */
    private static void forget(Draft draft, Rollout rollout) {
        int kept = Optional.ofNullable(rollout.seen().gameType().getSpec().getRevisionHistoryLimit())
                .orElse(DEFAULT_HISTORY);
        FleetView asked = Aim.ofTemplate(rollout.seen()).orElse(null);
        rollout.balance().others().stream()
                .filter(fleet -> fleet.desired() == 0 && fleet.servers().isEmpty())
                .filter(fleet -> !fleet.equals(asked) && !fleet.equals(rollout.good()))
                .skip(kept)
                .forEach(fleet -> draft.write(
                        fleet.name(),
                        new Step.DeleteFleet(fleet.target()),
                        rollout.seen().refusals()));
    }

    private static void lookAgain(Draft draft, Rollout rollout) {
        Balance balance = rollout.balance();
        Instant now = rollout.seen().now();
        Duration minReady = balance.limits().minReady();
        balance.deadline().filter(now::isBefore).ifPresent(draft::lookAt);
        List<ServerView> servers =
                balance.all().flatMap(fleet -> fleet.servers().stream()).toList();
        servers.stream()
                .map(server -> FleetView.availableAt(server, minReady))
                .filter(Objects::nonNull)
                .filter(now::isBefore)
                .min(Comparator.naturalOrder())
                .ifPresent(draft::lookAt);
    }

    private static boolean same(@Nullable ScaleDown one, @Nullable ScaleDown other) {
        ScaleDown first = Optional.ofNullable(one).orElseGet(ScaleDown::new);
        ScaleDown second = Optional.ofNullable(other).orElseGet(ScaleDown::new);
        return first.getOrder() == second.getOrder()
                && Objects.equals(first.getPreferAllowed(), second.getPreferAllowed());
    }
}
