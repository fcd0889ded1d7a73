package dev.fermata.operator.plan;

import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerStatus;
import dev.fermata.v1alpha1.serverspec.Drains;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A Server, as slim as those need it who count Servers. All but {@code node} is in the Server object.
 *
 * @param readiness why it is ready or not, from its condition Ready
 * @param why the message of that condition, for theirs
 * @param since when that condition last changed
 * @param allowed whether the game allows deletion, as last known
 * @param sealed whether that permission is sealed
 * @param deleting whether the Server has a deletionTimestamp
 * @param players as last known, 0 if never told
 * @param drains who asked it to go, and when
 * @param waitingFor what its end waits for, in one word; null if it waits for nothing, or nothing is known
 * @param deadline until when its game is waited for
 */
public record ServerView(
        Target target,
        Instant createdAt,
        Readiness readiness,
        String why,
        @Nullable Instant since,
        boolean allowed,
        boolean sealed,
        boolean deleting,
        int players,
        SortedMap<String, Instant> drains,
        NodeState node,
        @Nullable String waitingFor,
        @Nullable Instant deadline) {

    /** Of those that are not ready, first the one that says most of why. */
    public static final Comparator<ServerView> MOST_TELLING = Comparator.comparingInt(
                    (ServerView server) -> server.readiness().silence())
            .thenComparing(ServerView::name);

    public ServerView {
        drains = Collections.unmodifiableSortedMap(new TreeMap<>(drains));
    }

    public static ServerView of(Server server, NodeState node) {
        ServerStatus status = Optional.ofNullable(server.getStatus()).orElseGet(ServerStatus::new);
        Condition ready = Optional.ofNullable(status.getConditions())
                .flatMap(conditions -> Claim.find(conditions, "Ready"))
                .orElseGet(Condition::new);
        return new ServerView(
                Target.of(server),
                Instants.parse(server.getMetadata().getCreationTimestamp(), Instant.EPOCH),
                Readiness.of(Optional.ofNullable(ready.getReason()).orElse("")),
                Optional.ofNullable(ready.getMessage()).orElse("It is on its way."),
                Instants.parse(ready.getLastTransitionTime()),
                Boolean.TRUE.equals(status.getAllowed()),
                Boolean.TRUE.equals(status.getSealed()),
                server.getMetadata().getDeletionTimestamp() != null,
                Optional.ofNullable(status.getPlayers()).orElse(0),
                drains(server),
                node,
                status.getWaitingFor(),
                Instants.parse(status.getDrainDeadline()));
    }

    private static SortedMap<String, Instant> drains(Server server) {
        SortedMap<String, Instant> drains = new TreeMap<>();
        for (Drains drain : Optional.ofNullable(server.getSpec().getDrains()).orElse(List.of())) {
            drains.put(drain.getRequester(), Instants.parse(drain.getRequestedAt(), Instant.EPOCH));
        }
        return drains;
    }

    public String name() {
        return target.name();
    }

    public boolean draining() {
        return !drains.isEmpty();
    }

    /** Whether it is to go, and is not gone. */
    public boolean going() {
        return draining() || deleting;
    }

    public boolean ready() {
        return readiness == Readiness.READY;
    }

    /** Whether its node does not report, or is gone: counted out, not given up. */
    public boolean lost() {
        return readiness == Readiness.NODE_UNREACHABLE || readiness == Readiness.NODE_LOST;
    }

    /** Whether it is capacity: wanted, and neither over nor on its way there nor lost. */
    public boolean counts() {
        return !going() && !readiness.ended() && readiness != Readiness.POD_DELETED && !lost();
    }
}
