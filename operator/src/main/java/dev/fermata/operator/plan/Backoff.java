package dev.fermata.operator.plan;

import java.time.Duration;

/** Exponential backoff, as a function. */
public final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LAST = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 30;

    private Backoff() {}

    /** 5 s after the first failure, doubling with each further one, 5 minutes at most; nothing after none. */
    public static Duration delay(int failures) {
        return delay(failures, FIRST, LAST);
    }

    /** The first delay after the first failure, doubling with each further one up to the last; nothing after none. */
    public static Duration delay(int failures, Duration first, Duration last) {
        if (failures <= 0) {
            return Duration.ZERO;
        }
        Duration delay = first.multipliedBy(1L << Math.min(failures - 1, DOUBLINGS));
        return delay.compareTo(last) < 0 ? delay : last;
    }
}
