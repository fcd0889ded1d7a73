package dev.fermata.operator.server;

import java.time.Duration;
import java.time.Instant;

/**
 * How long something may be on its way before that is worth a write: what passes by itself within seconds is not put down, and what stays
 * says so.
 */
enum Patience {
    /** With a Pod that is to become ready. One that does so sooner has one status written, not four. */
    COMING(Duration.ofSeconds(10)),
    /** With a Pod that is to go. */
    GOING(Duration.ofSeconds(5));

    private final Duration limit;

    Patience(Duration limit) {
        this.limit = limit;
    }

    /** Whether what began then is still given time. What begins far in the future does so by another clock, and is given none. */
    boolean lasts(Instant start, Instant now) {
        return now.isBefore(end(start)) && !now.isBefore(start.minus(limit));
    }

    Instant end(Instant start) {
        return start.plus(limit);
    }
}
