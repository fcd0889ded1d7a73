package dev.fermata.operator.gametype;

import dev.fermata.operator.plan.ServerView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A GameType's Servers, counted over all its revisions.
 *
 * @param target the revision that shall run; null if it has no Fleet yet
 * @param others all other revisions, the newest first
 */
record Balance(
        GameTypeObservation seen, Limits limits, @Nullable FleetView target, List<FleetView> others) {

    static Balance of(GameTypeObservation seen, @Nullable FleetView target) {
        return new Balance(
                seen,
                Limits.of(seen.gameType()),
                target,
                Aim.live(seen).stream()
                        .filter(fleet -> !fleet.equals(target))
                        .sorted(Aim.NEWEST)
                        .toList());
    }

    Stream<FleetView> all() {
        return Stream.concat(Stream.ofNullable(target), others.stream());
    }

    int committed() {
        return sum(FleetView::committed);
    }

    int desired() {
        return sum(FleetView::desired);
    }

    int available() {
        return sum(this::available);
    }

    int available(FleetView fleet) {
        return fleet.available(seen.now(), limits.minReady());
    }

    boolean available(ServerView server) {
        return FleetView.available(server, seen.now(), limits.minReady());
    }

    /** How many Servers were asked of the target that are not available yet. */
    int pending() {
        return target == null ? 0 : Math.max(0, target.desired() - available(target));
    }

    /** Servers of other revisions that wait for their game, or will when their Fleet has asked them to go. */
    int waiting() {
        return others.stream()
                .mapToInt(fleet -> fleet.waiting().size() + fleet.over())
                .sum();
    }

    /** Whether the target has all that is wanted, available, and nothing else counts. */
    boolean isMoved() {
        return target != null
                && target.desired() == limits.replicas()
                && available(target) >= limits.replicas()
                && others.stream().allMatch(fleet -> fleet.committed() == 0);
    }

    /** Until when a Server of the target must become available; empty while none is waited for, or nobody counts the time. */
    Optional<Instant> deadline() {
        FleetView fleet = target;
        if (fleet == null || fleet.marks().isComplete() || pending() == 0) {
            return Optional.empty();
        }
        return Optional.ofNullable(fleet.marks().since())
                .map(since -> Stream.concat(Stream.of(since), fleet.lastReady().stream())
                        .max(Comparator.naturalOrder())
                        .orElse(since)
                        .plus(limits.patience()));
    }

    boolean isLate() {
        return deadline().filter(deadline -> !seen.now().isBefore(deadline)).isPresent();
    }

    private int sum(ToIntFunction<FleetView> number) {
        return all().mapToInt(number).sum();
    }
}
