package dev.fermata.operator.shell.lead;

import java.time.Duration;

/**
 * How long each thing of an election takes, made so that another leads in time after a leader that died without a word: its Lease must run
 * out, and a standby look then, which it does at random between once and 2.2 times in {@link #retry}, as the Kubernetes client has it.
 *
 * @param lease how long what its holder wrote is good
 * @param renewDeadline after which time without a renewal its holder does nothing more, well before another may lead
 * @param retry how often its holder renews
 */
record Terms(Duration lease, Duration renewDeadline, Duration retry) {
    /** For 15 s: a Lease of 11.25 s, given up after 7.5 s, renewed every 1.5 s, and asked for every 1.5 to 3.3 s. */
    static Terms forTakeoverWithin(Duration takeover) {
        return new Terms(takeover.multipliedBy(3).dividedBy(4), takeover.dividedBy(2), takeover.dividedBy(10));
    }
}
