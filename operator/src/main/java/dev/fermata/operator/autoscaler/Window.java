package dev.fermata.operator.autoscaler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The recommendations of the past, as far as one of them may still be the highest: each is higher than all that came after it. So it
 * stays small, however long it is: no longer than there are numbers.
 */
public record Window(List<Recommendation> recommendations) {
    /** Of no recommendation. */
    public static final Window EMPTY = new Window(List.of());

    /** More than any GameAutoscaler may have; what is above is the same as this. */
    private static final int MOST = 10_000;

    /** So many were wanted then. */
    public record Recommendation(Instant at, int replicas) {}

    public Window {
        recommendations = List.copyOf(recommendations);
    }

    Window plus(Instant at, int replicas) {
        int bounded = Math.min(replicas, MOST);
        List<Recommendation> higher = new ArrayList<>(recommendations);
        while (!higher.isEmpty() && higher.getLast().replicas() <= bounded) {
            higher.removeLast();
        }
        higher.add(new Recommendation(at, bounded));
        return new Window(higher);
    }

    /** The highest since then, that instant included. */
    OptionalInt highestSince(Instant from) {
        return recommendations.stream()
                .filter(one -> !one.at().isBefore(from))
                .mapToInt(Recommendation::replicas)
                .findFirst();
    }
}
