package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.shell.kube.ApiServer;
import dev.fermata.operator.shell.kube.OwnWrites;
import dev.fermata.operator.shell.kube.Selection;
import dev.fermata.operator.shell.kube.Watched;
import dev.fermata.operator.shell.part.Part;
import dev.fermata.operator.shell.part.WatchPart;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What is watched beside primaries, each type once for all controllers. */
public record WatchedTypes(
        Watched<Node> nodes, Watched<Pod> pods, Watched<Server> fleetsServers, Watched<Fleet> gameTypesFleets) {
    public static final String PODS = "Pod";
    static final String NODES = "Node";
    static final String FLEETS_SERVERS = "FleetServer";
    static final String GAME_TYPES_FLEETS = "GameTypeFleet";

    public static WatchedTypes in(Set<String> namespaces, KubernetesClient client, ApiServer api, Clock clock) {
        return new WatchedTypes(
                watched(client, api, clock, Selections.nodes()),
                watched(client, api, clock, Selections.pods(namespaces)),
                watched(client, api, clock, Selections.servers(namespaces)),
                watched(client, api, clock, Selections.fleets(namespaces)));
    }

    private static <T extends HasMetadata> Watched<T> watched(
            KubernetesClient client, ApiServer api, Clock clock, Selection<T> selection) {
        return new Watched<>(client, api, selection, new OwnWrites<>(clock));
    }

    /** The Pods of Servers that are bound to the node. */
    public Stream<Pod> podsOn(Node node) {
        return pods.byIndex(Selections.BY_NODE, node.getMetadata().getName()).stream();
    }

    /** One part for each. */
    public List<Part> parts() {
        return List.of(
                new WatchPart(NODES, nodes),
                new WatchPart(PODS, pods),
                new WatchPart(FLEETS_SERVERS, fleetsServers),
                new WatchPart(GAME_TYPES_FLEETS, gameTypesFleets));
    }
}
