package dev.fermata.client.internal;

import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt: twice as long after each failure, up to a bound, less up to a half by chance, so that
 * many games on one machine do not knock in step.
 */
final class Backoff {
    private static final int DOUBLINGS = 30;

    private final Timing timing;
    private final DoubleSupplier chance;
    private int failures;

    /** @param chance 0 to 1 */
    Backoff(Timing timing, DoubleSupplier chance) {
        this.timing = timing;
        this.chance = chance;
    }

    /** One more attempt has failed. Nanoseconds to wait. */
    long failed() {
        long wait = timing.firstRetry().toNanos() << Math.min(failures, DOUBLINGS);
        failures++;
        long last = timing.lastRetry().toNanos();
        long bounded = wait <= 0 || wait > last ? last : wait;
        return bounded - (long) (bounded / 2.0 * chance.getAsDouble());
    }

    void succeeded() {
        failures = 0;
    }
}
