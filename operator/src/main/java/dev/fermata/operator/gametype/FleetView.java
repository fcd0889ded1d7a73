package dev.fermata.operator.gametype;

import dev.fermata.operator.plan.ServerView;
import dev.fermata.operator.plan.Target;
import dev.fermata.v1alpha1.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A revision's Fleet with its Servers. */
public record FleetView(Fleet fleet, List<ServerView> servers) {
    private static final int DEFAULT_REPLICAS = 1;

    public FleetView {
        servers = List.copyOf(servers);
    }

    String name() {
        return fleet.getMetadata().getName();
    }

    Target target() {
        return Target.of(fleet);
    }

    Marks marks() {
        return Marks.of(fleet);
    }

    boolean deleting() {
        return fleet.getMetadata().getDeletionTimestamp() != null;
    }

    /** What the Fleet was told to have. */
    int desired() {
        return Optional.ofNullable(fleet.getSpec().getReplicas()).orElse(DEFAULT_REPLICAS);
    }

    List<ServerView> counting() {
        return servers.stream().filter(ServerView::counts).toList();
    }

    /** What it has, or will have: the more of the two. */
    int committed() {
        return Math.max(desired(), counting().size());
    }

    /** How many it has still to ask to go. */
    int over() {
        return Math.max(0, counting().size() - desired());
    }

    /** Whether this Server is ready, and has been for long enough. */
    static boolean available(ServerView server, Instant now, Duration minReady) {
        Instant ready = availableAt(server, minReady);
        return ready != null && !now.isBefore(ready);
    }

    /**
     * When this Server is, or will be, available, if nothing happens to it; null if it is not ready. Where readiness alone counts, no clock is
     * asked: that of an earlier operator may have been ahead.
     */
    static @Nullable Instant availableAt(ServerView server, Duration minReady) {
        if (!server.counts() || !server.ready()) {
            return null;
        }
        if (minReady.isZero()) {
            return Instant.EPOCH;
        }
        return (server.since() == null ? server.createdAt() : server.since()).plus(minReady);
    }

    /** How many are available and will be when it has asked all to go that it has to: it starts with those that are not ready. */
    int available(Instant now, Duration minReady) {
        List<ServerView> counting = counting();
        long available = counting.stream()
                .filter(server -> available(server, now, minReady))
                .count();
        long unready = counting.stream().filter(server -> !server.ready()).count();
        return (int) Math.max(0, available - Math.max(0, over() - unready));
    }

    /** Those that were asked to go and may still wait for their game. */
    List<ServerView> waiting() {
        return servers.stream()
                .filter(ServerView::going)
                .filter(server -> !server.sealed() && !server.readiness().ended())
                .toList();
    }

    /** When one of its Servers became ready last. */
    Optional<Instant> lastReady() {
        return counting().stream()
                .filter(ServerView::ready)
                .map(server -> server.since() == null ? server.createdAt() : server.since())
                .max(Comparator.naturalOrder());
    }
}
