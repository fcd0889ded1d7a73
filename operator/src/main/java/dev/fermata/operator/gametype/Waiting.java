package dev.fermata.operator.gametype;

import dev.fermata.operator.plan.ServerView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A Server of another revision that was asked to go and is still there.
 *
 * @param since when it was first asked
 */
record Waiting(FleetView fleet, ServerView server, Instant since) {

    /** All of them, the longest first. */
    static List<Waiting> of(Rollout rollout) {
        return rollout.balance().others().stream()
                .flatMap(fleet -> fleet.servers().stream()
                        .filter(ServerView::going)
                        .map(server -> new Waiting(fleet, server, asked(server))))
                .sorted(Comparator.comparing(Waiting::since)
                        .thenComparing(waiting -> waiting.server().name()))
                .toList();
    }

    private static Instant asked(ServerView server) {
        return server.drains().values().stream().min(Comparator.naturalOrder()).orElse(server.createdAt());
    }
}
