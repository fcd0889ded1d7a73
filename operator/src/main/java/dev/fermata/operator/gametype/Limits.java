package dev.fermata.operator.gametype;

import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.gametypespec.Strategy;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.time.Duration;
import java.util.Optional;

/**
 * How many Servers there shall be, and how far a rollout may stray from that, as numbers.
 *
 * @param replicas wanted
 * @param surge how many more there may be, those that drain not counted
 * @param unavailable how many fewer may be available
 * @param draining how many of old revisions may be waiting for their game at once
 * @param minReady how long a Server must have been ready to count as available
 * @param patience how long a rollout may go on without a new Server becoming ready
 */
record Limits(int replicas, int surge, int unavailable, int draining, Duration minReady, Duration patience) {
    private static final int DEFAULT_REPLICAS = 1;
    private static final int DEFAULT_PATIENCE = 600;
    private static final int PER_CENT = 100;

    /**
     * As in Deployments: a percentage is one of {@code replicas}, rounded up for the surge and down for what may be missing; if both come to
     * 0 that way, one may be missing, for otherwise nothing could move.
     */
    static Limits of(GameType gameType) {
        Strategy strategy =
                Optional.ofNullable(gameType.getSpec().getStrategy()).orElseGet(Strategy::new);
        int replicas = Optional.ofNullable(gameType.getSpec().getReplicas()).orElse(DEFAULT_REPLICAS);
        int surge = part(strategy.getMaxSurge(), replicas, PER_CENT - 1);
        int unavailable = part(strategy.getMaxUnavailable(), replicas, 0);
        return new Limits(
                replicas,
                surge,
                Math.min(replicas, surge == 0 && unavailable == 0 ? 1 : unavailable),
                Optional.ofNullable(strategy.getMaxDraining()).orElse(Integer.MAX_VALUE),
                Duration.ofSeconds(
                        Optional.ofNullable(strategy.getMinReadySeconds()).orElse(0)),
                Duration.ofSeconds(Optional.ofNullable(strategy.getProgressDeadlineSeconds())
                        .orElse(DEFAULT_PATIENCE)));
    }

    /** The most there may be, those that drain not counted. */
    int most() {
        return replicas + surge;
    }

    /** The fewest that must be available. */
    int fewest() {
        return replicas - unavailable;
    }

    private static int part(IntOrString said, int whole, int rounding) {
        if (said.getIntVal() != null) {
            return said.getIntVal();
        }
        int percent = Integer.parseInt(said.getStrVal().replace("%", ""));
        return (int) (((long) percent * whole + rounding) / PER_CENT);
    }
}
