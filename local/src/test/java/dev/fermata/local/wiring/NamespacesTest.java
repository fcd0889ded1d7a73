package dev.fermata.local.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.local.apiserver.store.Key;
import dev.fermata.local.apiserver.store.Store;
import dev.fermata.local.apiserver.traffic.Call;
import dev.fermata.v1alpha1.FleetStatus;
import dev.fermata.v1alpha1.GameTypeStatus;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An operator that looks after some namespaces, and has rights in these only: all else that it asks for is refused. */
@Timeout(240)
class NamespacesTest {
    private static final String OPERATORS = "fermata-system";
    private static final String ELSEWHERE = "elsewhere";
    private static final String BUDGETS = "policy/poddisruptionbudgets";

    @Test
    void one_namespace_is_looked_after_and_no_other() throws IOException {
        live("games");
    }

    @Test
    void two_namespaces_are_looked_after_and_no_other() throws IOException {
        live("games", "lobby");
    }

    private static void live(String... names) throws IOException {
        Set<String> watched = Set.of(names);
        try (World world = World.watching(watched)) {
            List<Place> places = watched.stream().map(world::createNamespace).toList();
            populate(world.createNamespace(ELSEWHERE));
            Map<Key, Long> untouched = contents(world);
            Queue<Call> refused = refuseAllBut(watched, world);

            world.startOperator();
            places.forEach(NamespacesTest::populate);
            places.forEach(place -> world.eventually(() -> isUp(place)));

            // As the API server does now and then: each namespace is listed anew, by itself.
            world.server.dropWatches();
            world.server.compact();
            places.forEach(NamespacesTest::shrink);
            places.forEach(place -> world.eventually(() -> place.hasReady(3)));

            places.forEach(NamespacesTest::remove);
            places.forEach(place -> world.eventually(() -> isEmpty(place)));

            assertThat(refused).isEmpty();
            assertThat(contents(world)).isEqualTo(untouched);
            assertThat(world.operator().isComplete()).isTrue();
        }
    }

    private static void populate(Place place) {
        place.createServer("solo");
        place.createFleet("arena", 2);
        place.createGameType("duel", 2, "game:1");
    }

    private static boolean isUp(Place place) {
        return place.hasReady(5)
                && Optional.ofNullable(place.fleet("arena").require().getStatus())
                        .map(FleetStatus::getReadyReplicas)
                        .filter(ready -> ready == 2)
                        .isPresent()
                && Optional.ofNullable(place.gameType("duel").require().getStatus())
                        .map(GameTypeStatus::getAvailableReplicas)
                        .filter(available -> available == 2)
                        .isPresent()
                && place.world()
                                .server
                                .resources()
                                .store()
                                .list(BUDGETS, place.namespace())
                                .items()
                                .size()
                        == 1;
    }

    private static void shrink(Place place) {
        place.pods().forEach(name -> place.game(name).allow());
        place.scaleFleet("arena", 1);
        place.scaleGameType("duel", 1);
    }

    private static void remove(Place place) {
        place.server("solo").delete();
        place.fleet("arena").delete();
        place.gameType("duel").delete();
    }

    private static boolean isEmpty(Place place) {
        return place.servers().isEmpty()
                && place.pods().isEmpty()
                && place.fleet("arena").get() == null
                && place.gameType("duel").get() == null;
    }

    /** What the chart grants with {@code watchNamespaces}; the calls that were refused, as they come. */
    private static Queue<Call> refuseAllBut(Set<String> watched, World world) {
        Queue<Call> refused = new ConcurrentLinkedQueue<>();
        world.server
                .traffic()
                .next(Integer.MAX_VALUE, call -> !isGranted(call, watched) && refused.add(call))
                .refuse(403, "Forbidden");
        return refused;
    }

    private static boolean isGranted(Call call, Set<String> watched) {
        return watched.contains(call.namespace())
                || call.namespace().equals(OPERATORS)
                || call.resource().isEmpty() // discovery
                || call.resource().equals("nodes");
    }

    /** All that is in the namespace that nobody looks after, with its revisions. */
    private static Map<Key, Long> contents(World world) {
        Store store = world.server.resources().store();
        return store.contents(ELSEWHERE).stream()
                .collect(Collectors.toMap(
                        key -> key,
                        key -> Objects.requireNonNull(store.get(key)).revision()));
    }
}
