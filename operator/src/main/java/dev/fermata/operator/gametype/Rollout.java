package dev.fermata.operator.gametype;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An observation, read: which revision shall run, how its Servers stand beside the others', and so where the rollout is.
 *
 * @param good the revision that was rolled out completely last; null if there is none
 */
record Rollout(
        GameTypeObservation seen,
        Aim aim,
        Balance balance,
        Stage stage,
        @Nullable FleetView good) {

    static Rollout of(GameTypeObservation seen) {
        Aim aim = Aim.of(seen);
        Balance balance = Balance.of(seen, aim.target());
        FleetView good = Aim.lastGood(seen).orElse(null);
        return new Rollout(seen, aim, balance, Stage.of(facts(seen, aim, balance, good)), good);
    }

    private static Stage.Facts facts(GameTypeObservation seen, Aim aim, Balance balance, @Nullable FleetView good) {
        FleetView target = balance.target();
        boolean template =
                aim instanceof Aim.At(FleetView fleet, Aim.Because because) && because == Aim.Because.TEMPLATE;
        return new Stage.Facts(
                aim instanceof Aim.Stay(var fleet, var because) && because == Aim.Because.UNKNOWN,
                Boolean.TRUE.equals(seen.gameType().getSpec().getPaused()),
                aim instanceof Aim.Create,
                balance.isMoved(),
                aim instanceof Aim.At(var fleet, var because) && because == Aim.Because.ROLLED_BACK,
                balance.isLate(),
                template && Aim.rollsBack(seen.gameType().getSpec()) && good != null && !good.equals(target),
                balance.pending() > 0,
                balance.waiting() >= balance.limits().draining());
    }

    /** How many Servers each revision shall have now, by its Fleet's name. */
    Map<String, Integer> sizes() {
        return switch (stage.moves()) {
            case NUMBER, GIVE_UP -> Sizes.ofHold(balance, good);
            case ROLLOUT -> Sizes.ofRollout(balance);
            case CREATE -> Map.of();
        };
    }

    /** The revision that was rolled out completely last, be it this very moment: its Fleet may not say so yet. */
    @Nullable
    FleetView complete() {
        boolean now = stage == Stage.COMPLETE || stage == Stage.ROLLED_BACK;
        return now && balance.limits().replicas() > 0 ? balance.target() : good;
    }

    /** The number of the next revision. */
    int nextNumber() {
        return 1
                + seen.fleets().stream()
                        .mapToInt(fleet -> fleet.marks().number())
                        .max()
                        .orElse(0);
    }

    /** The part of a Fleet's name that is the revision's. */
    String revision(String fleetName) {
        String prefix = seen.gameType().getMetadata().getName() + "-";
        return fleetName.startsWith(prefix) ? fleetName.substring(prefix.length()) : fleetName;
    }

    /** What is, or will be, the revision that shall run; null if there is none. */
    @Nullable
    String targetRevision() {
        if (aim instanceof Aim.Create(String name)) {
            return revision(name);
        }
        FleetView target = balance.target();
        return target == null ? null : revision(target.name());
    }
}
