package dev.fermata.operator.autoscaler;

import java.time.Instant;

/**
 * A number after a look at those that were wanted before: scaling down goes to the highest of the window, and waits until a whole window
 * is known. Scaling up is not held back, and nothing is scaled up for the sake of the window.
 */
record Stabilized(int replicas, Limit limit) {

    static Stabilized of(Dialogue dialogue, Exchange exchange, Terms terms, Sizes sizes) {
        int bounded = sizes.bounded();
        int wanted = sizes.wanted();
        if (bounded >= wanted || terms.stabilization().isZero()) {
            return new Stabilized(bounded, Limit.NONE);
        }
        Instant from = exchange.question().askedAt().minus(terms.stabilization());
        int most = terms.bounded(wanted);
        if (dialogue.since().isAfter(from) && most > bounded) {
            return new Stabilized(most, Limit.WINDOW_TOO_SHORT);
        }
        int highest = Math.min(
                most, terms.bounded(dialogue.window().highestSince(from).orElse(bounded)));
        return highest > bounded ? new Stabilized(highest, Limit.STABILIZING) : new Stabilized(bounded, Limit.NONE);
    }
}
