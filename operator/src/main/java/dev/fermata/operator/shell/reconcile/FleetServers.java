package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.plan.NodeState;
import dev.fermata.operator.plan.ServerView;
import dev.fermata.operator.shell.act.Kinship;
import dev.fermata.operator.shell.kube.Watched;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/** The Servers of Fleets, as slim as planners want them, this process's own writes included. */
record FleetServers(Surroundings around, Watched<Server> servers) {

    /** Those of the Fleet with this uid. */
    List<ServerView> of(String fleetUid) {
        return servers.ownWrites()
                .over(servers.byIndex(Selections.BY_CONTROLLER, fleetUid))
                .filter(server -> isManagedBy(server, fleetUid))
                .map(server -> ServerView.of(server, node(server)))
                .toList();
    }

    static boolean isManagedBy(HasMetadata object, String uid) {
        return Kinship.controller(object)
                .filter(owner -> uid.equals(owner.getUid()))
                .isPresent();
    }

    private NodeState node(Server server) {
        return around.node(Selections.nodeName(server)).state();
    }
}
