package dev.fermata.sidecar.nudge;

import dev.fermata.sidecar.state.News;
import dev.fermata.sidecar.state.State;
import java.time.Duration;

/**
 * When the next nudge is due. Moments are nanoseconds of one monotonic clock.
 *
 * <p>News of the permission goes out at once, though never sooner than {@value #PERMISSION_GAP_MILLIS} ms after the nudge before; news
 * of players alone waits {@value #PLAYERS_GAP_MILLIS} ms, because the operator writes players down no more often. What was said
 * and not acknowledged is said again after 1 s, 2 s, 4 s and so on up to 15 s; each wait is shortened at random by up to a quarter, so that
 * sidecars that lost their operator together do not come back together.
 *
 * @param announced up to which version the operator was told; -1 if nothing was
 * @param acknowledged what the operator had acknowledged when this was last looked at
 * @param attempts how often it was told since it last acknowledged anything or weightier news came
 * @param sentAt when it was last told; of no meaning if it never was
 * @param chance by how much of a quarter the next wait is shortened: from 0 to 1
 */
record NudgePlan(long announced, long acknowledged, int attempts, long sentAt, double chance) {
    static final long PERMISSION_GAP_MILLIS = 1_000;
    static final long PLAYERS_GAP_MILLIS = 10_000;

    /** There is nothing to say. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long NOTHING = -1;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    /**
     * Whoever takes over as operator knows within that time what changed meanwhile. No shorter, so that 10,000 sidecars that lost their
     * operator stay below the 1,000 nudges a second that it takes.
     */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private static final double JITTER = 0.25;

    static NudgePlan initial() {
        return new NudgePlan(NOTHING, NOTHING, 0, 0, 0);
    }

    /** What is left of the plan when the state is looked at: an acknowledgement ends the repeating. */
    NudgePlan seeing(State state) {
        return state.acknowledged() == acknowledged
                ? this
                : new NudgePlan(announced, state.acknowledged(), 0, sentAt, chance);
    }

    /** The plan after a nudge was sent that stood for this state, whatever came of it. */
    NudgePlan sent(State state, long now, double drawn) {
        int nextAttempts = isFreshPermission(state) ? 1 : attempts + 1;
        return new NudgePlan(state.version(), acknowledged, nextAttempts, now, drawn);
    }

    /** How many nanoseconds from now the next nudge is due: 0 or less for at once, {@link #NEVER} for not at all. */
    long dueIn(State state, long now) {
        if (state.news() == News.NONE) {
            return NEVER;
        }
        if (announced == NOTHING) {
            return 0;
        }
        return sentAt - now + gap(state);
    }

    private long gap(State state) {
        if (isFreshPermission(state)) {
            return Duration.ofMillis(PERMISSION_GAP_MILLIS).toNanos();
        }
        if (attempts == 0 && state.news() == News.PLAYERS) {
            return Duration.ofMillis(PLAYERS_GAP_MILLIS).toNanos();
        }
        long wait = FIRST_WAIT.toNanos() << Math.clamp(attempts - 1L, 0, 4);
        return (long) (Math.min(wait, LONGEST_WAIT.toNanos()) * (1 - JITTER * chance));
    }

    private boolean isFreshPermission(State state) {
        return state.news() == News.PERMISSION && state.permissionVersion() > announced;
    }
}
