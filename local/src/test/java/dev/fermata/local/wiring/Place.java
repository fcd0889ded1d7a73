package dev.fermata.local.wiring;

import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Optional;

/** A namespace of a World, and what is in it. */
record Place(World world, String namespace) {

    void createFleet(String name, int replicas) {
        world.server.create("""
            apiVersion: fermata.dev/v1alpha1
            kind: Fleet
            metadata: {name: %s, namespace: %s}
            spec:
              replicas: %d
              template:
                spec:
                  template:
                    spec:
                      containers: [{name: game, image: 'game:1'}]
            """.formatted(name, namespace, replicas));
    }

    void createGameType(String name, int replicas, String image) {
        world.server.create("""
            apiVersion: fermata.dev/v1alpha1
            kind: GameType
            metadata: {name: %s, namespace: %s}
            spec:
              replicas: %d
              template:
                spec:
                  template:
                    spec:
                      containers: [{name: game, image: '%s'}]
            """.formatted(name, namespace, replicas, image));
    }

    void createServer(String name) {
        world.server.create("""
            apiVersion: fermata.dev/v1alpha1
            kind: Server
            metadata: {name: %s, namespace: %s}
            spec:
              template:
                spec:
                  containers: [{name: game, image: 'game:1'}]
            """.formatted(name, namespace));
    }

    Resource<GameType> gameType(String name) {
        return world.client.resources(GameType.class).inNamespace(namespace).withName(name);
    }

    Resource<Fleet> fleet(String name) {
        return world.client.resources(Fleet.class).inNamespace(namespace).withName(name);
    }

    Resource<Server> server(String name) {
        return world.client.resources(Server.class).inNamespace(namespace).withName(name);
    }

    Resource<Pod> pod(String name) {
        return world.client.pods().inNamespace(namespace).withName(name);
    }

    Game game(String name) {
        return world.games.game(pod(name).require());
    }

    void scaleFleet(String name, int replicas) {
        fleet(name).patch(PatchContext.of(PatchType.JSON_MERGE), replicas(replicas));
    }

    void scaleGameType(String name, int replicas) {
        gameType(name).patch(PatchContext.of(PatchType.JSON_MERGE), replicas(replicas));
    }

    private static String replicas(int replicas) {
        return "{\"spec\":{\"replicas\":" + replicas + "}}";
    }

    /** Names of all Servers, sorted. */
    List<String> servers() {
        return world.client.resources(Server.class).inNamespace(namespace).list().getItems().stream()
                .map(found -> found.getMetadata().getName())
                .sorted()
                .toList();
    }

    /** Names of all Pods, sorted. */
    List<String> pods() {
        return world.client.pods().inNamespace(namespace).list().getItems().stream()
                .map(found -> found.getMetadata().getName())
                .sorted()
                .toList();
    }

    /** The Server's status; an empty one if there is no such Server, or no status yet. */
    ServerStatus status(String name) {
        return Optional.ofNullable(server(name).get()).map(Server::getStatus).orElseGet(ServerStatus::new);
    }

    /** Whether there are so many Servers, all of them Ready, and their Pods and no others. */
    boolean hasReady(int count) {
        List<String> names = servers();
        return names.size() == count
                && names.equals(pods())
                && names.stream().allMatch(name -> status(name).getPhase() == ServerStatus.Phase.Ready);
    }
}
