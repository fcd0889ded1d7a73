package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.fleet.Crashes;
import dev.fermata.operator.fleet.FleetObservation;
import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.plan.ServerView;
import dev.fermata.operator.shell.act.Memory;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.kube.Watched;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.Server;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Gathers what the planner may know of a Fleet. */
final class FleetObserver {
    private final Clock clock;
    private final FleetServers members;
    private final Watched<Server> servers;
    private final Memory memory;
    private final Map<String, Crashes> crashes = new ConcurrentHashMap<>();

    FleetObserver(Clock clock, Surroundings around, Watched<Server> servers, Memory memory) {
        this.clock = clock;
        this.members = new FleetServers(around, servers);
        this.servers = servers;
        this.memory = memory;
    }

    FleetObservation observe(Fleet fleet, Answer<Fleet> live, String sidecarImage) {
        String uid = fleet.getMetadata().getUid();
        Instant now = clock.instant();
        List<ServerView> views = members.of(uid);
        return new FleetObservation(
                now,
                fleet,
                live,
                views,
                Set.of(),
                taken(fleet),
                crashes.merge(uid, Crashes.NONE.seeing(now, views), (known, first) -> known.seeing(now, views)),
                memory.refusals(uid),
                sidecarImage,
                memory.statusWrittenAt(uid).orElse(null));
    }

    /** Names that were refused, as far as they still belong to somebody else. */
    private Set<String> taken(Fleet fleet) {
        String uid = fleet.getMetadata().getUid();
        return memory.taken(uid).stream()
                .filter(name -> {
                    boolean foreign = servers.get(ObjectKey.of(fleet).sibling(name))
                            .filter(server -> !FleetServers.isManagedBy(server, uid))
                            .isPresent();
                    if (!foreign) {
                        memory.free(uid, name);
                    }
                    return foreign;
                })
                .collect(Collectors.toSet());
    }

    void forget(String fleetUid) {
        crashes.remove(fleetUid);
        memory.forget(fleetUid);
    }
}
