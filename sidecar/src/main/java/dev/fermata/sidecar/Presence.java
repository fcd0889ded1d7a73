package dev.fermata.sidecar;

import dev.fermata.sidecar.settings.Settings;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Whether a game is still there: it follows the events, or polls and has not been silent for too long. A game that follows shows its end
 * by its connection. One that polls every five seconds, as the guide for game developers has it, may miss one time; but where an operator
 * hears nudges there is a Pod, whose kubelet ends the game before the sidecar, and to wait longer would only delay the Pod's end.
 */
final class Presence {
    private static final Duration SHORT_SILENCE = Duration.ofSeconds(1);
    private static final Duration LONG_SILENCE = Duration.ofSeconds(12);

    private final BooleanSupplier follows;
    private final Duration silence;
    private final LongSupplier nanoTime;
    private volatile long goneAt;

    /**
     * Nobody has asked yet.
     *
     * @param follows whether a game follows the events now
     * @param nanoTime nanoseconds of a monotonic clock, which may overflow
     */
    Presence(Settings settings, BooleanSupplier follows, LongSupplier nanoTime) {
        this.follows = follows;
        this.silence = settings.nudge() == null ? LONG_SILENCE : SHORT_SILENCE;
        this.nanoTime = nanoTime;
        this.goneAt = nanoTime.getAsLong();
    }

    /** The game has asked something. */
    void asked() {
        Duration lasts = follows.getAsBoolean() ? SHORT_SILENCE : silence;
        goneAt = nanoTime.getAsLong() + lasts.toNanos();
    }

    boolean isThere() {
        return follows.getAsBoolean() || nanoTime.getAsLong() - goneAt < 0;
    }
}
