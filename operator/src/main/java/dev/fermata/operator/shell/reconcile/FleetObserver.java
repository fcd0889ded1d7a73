package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.fleet.Crashes;
import dev.fermata.operator.fleet.FleetObservation;
import dev.fermata.operator.plan.NodeState;
import dev.fermata.operator.plan.ServerView;
import dev.fermata.operator.shell.act.Kinship;
import dev.fermata.operator.shell.act.Memory;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.kube.Watched;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Gathers what the planner may know of a Fleet. */
final class FleetObserver {
    private final Clock clock;
    private final Surroundings around;
    private final Watched<Server> servers;
    private final Memory memory;
    private final Map<String, Crashes> crashes = new ConcurrentHashMap<>();

    FleetObserver(Clock clock, Surroundings around, Watched<Server> servers, Memory memory) {
        this.clock = clock;
        this.around = around;
        this.servers = servers;
        this.memory = memory;
    }

    FleetObservation observe(Fleet fleet, String sidecarImage) {
        String uid = fleet.getMetadata().getUid();
        Instant now = clock.instant();
        List<ServerView> views = views(uid);
        return new FleetObservation(
                now,
                fleet,
                views,
                Set.of(),
                taken(fleet),
                crashes.merge(uid, Crashes.NONE.seeing(now, views), (known, first) -> known.seeing(now, views)),
                memory.refusals(uid),
                sidecarImage,
                memory.statusWrittenAt(uid).orElse(null));
    }

    private List<ServerView> views(String fleetUid) {
        return servers.ownWrites()
                .over(servers.byIndex(Selections.BY_CONTROLLER, fleetUid))
                .filter(server -> isOf(server, fleetUid))
                .map(server -> ServerView.of(server, node(server)))
                .toList();
    }

    private NodeState node(Server server) {
        String name = Optional.ofNullable(server.getStatus())
                .map(ServerStatus::getNodeName)
                .orElse("");
        return around.node(name).state();
    }

    /** Names that were refused, as far as they still belong to somebody else. */
    private Set<String> taken(Fleet fleet) {
        String uid = fleet.getMetadata().getUid();
        return memory.taken(uid).stream()
                .filter(name -> {
                    boolean foreign = servers.get(ObjectKey.of(fleet).sibling(name))
                            .filter(server -> !isOf(server, uid))
                            .isPresent();
                    if (!foreign) {
                        memory.free(uid, name);
                    }
                    return foreign;
                })
                .collect(Collectors.toSet());
    }

    private static boolean isOf(Server server, String fleetUid) {
        return Kinship.controller(server)
                .filter(owner -> fleetUid.equals(owner.getUid()))
                .isPresent();
    }

    void forget(String fleetUid) {
        crashes.remove(fleetUid);
        memory.forget(fleetUid);
    }
}
