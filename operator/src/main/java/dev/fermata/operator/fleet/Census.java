package dev.fermata.operator.fleet;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Annotations;
import dev.fermata.operator.plan.ServerView;
import dev.fermata.v1alpha1.fleetspec.ScaleDown;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Fleet's Servers, counted.
 *
 * @param desired {@code spec.replicas}
 * @param counting those that are capacity
 * @param unseen how many were created and are in no cache yet; they are capacity too
 */
record Census(FleetObservation seen, int desired, List<ServerView> counting, int unseen) {
    private static final int DEFAULT_REPLICAS = 1;

    static Census of(FleetObservation seen) {
        Set<String> unseen = new HashSet<>(seen.created());
        seen.servers().forEach(server -> unseen.remove(server.name()));
        return new Census(
                seen,
                Optional.ofNullable(seen.fleet().getSpec().getReplicas()).orElse(DEFAULT_REPLICAS),
                seen.servers().stream().filter(ServerView::counts).toList(),
                unseen.size());
    }

    int current() {
        return counting.size() + unseen;
    }

    /** How many are missing; negative: too many. */
    int shortage() {
        return desired - current();
    }

    /** Those that are to go, and are not gone. */
    List<ServerView> going() {
        return seen.servers().stream().filter(ServerView::going).toList();
    }

    /** Names of those that are missing: the lowest free slots. One whose creation is refused keeps its slot. */
    List<String> missing() {
        return shortage() <= 0
                ? List.of()
                : Slots.free(name(), occupied()).limit(shortage()).toList();
    }

    Set<String> occupied() {
        Set<String> names = new HashSet<>(seen.created());
        names.addAll(seen.taken());
        seen.servers().forEach(server -> names.add(server.name()));
        return names;
    }

    String name() {
        return seen.fleet().getMetadata().getName();
    }

    /** What this Fleet's own drains are known by. */
    String requester() {
        return "fleet/" + name();
    }

    /** The revision that takes this Fleet's place, where its GameType says so. */
    @Nullable
    String supersededBy() {
        return Annotations.get(seen.fleet(), Labels.SUPERSEDED_BY).orElse(null);
    }

    @Nullable
    ScaleDown scaleDown() {
        return seen.fleet().getSpec().getScaleDown();
    }
}
