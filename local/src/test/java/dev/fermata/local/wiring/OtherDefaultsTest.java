package dev.fermata.local.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.server.SidecarDefaults;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.GameTypeStatus;
import dev.fermata.v1alpha1.serverspec.Sidecar.LogLevel;
import dev.fermata.wire.EnvironmentVariables;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An operator with another idea of the sidecar than the one before leaves what runs as it is, and makes what is new by its own. */
@Timeout(240)
class OtherDefaultsTest {
    private World world;

    @BeforeEach
    void start() throws IOException {
        world = World.complete();
        world.createServer("solo");
        world.createFleet("arena", 2);
        world.createGameType("duel", 2, "game:1");
        world.eventually(() -> world.servers().size() == 5);
        world.awaitReady(world.servers().toArray(String[]::new));
        world.eventually(() -> available() == 2);
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void another_size_and_another_log_level_are_for_new_servers_only() {
        List<Container> sidecars = grow(new SidecarDefaults(
                "fermata-sidecar:test",
                Map.of("memory", "64Mi"),
                Map.of("cpu", "200m", "memory", "128Mi"),
                LogLevel.debug));

        for (Container sidecar : sidecars) {
            assertThat(sidecar.getResources().getRequests()).isEqualTo(Map.of("memory", new Quantity("64Mi")));
            assertThat(sidecar.getResources().getLimits())
                    .isEqualTo(Map.of("cpu", new Quantity("200m"), "memory", new Quantity("128Mi")));
            assertThat(sidecar.getEnv()).anySatisfy(variable -> {
                assertThat(variable.getName()).isEqualTo(EnvironmentVariables.LOG_LEVEL);
                assertThat(variable.getValue()).isEqualTo("debug");
            });
        }
    }

    @Test
    void another_image_is_for_new_servers_only() {
        List<String> old = world.servers();

        List<Container> sidecars = grow(SidecarDefaults.of("fermata-sidecar:next"));

        assertThat(sidecars).extracting(Container::getImage).containsOnly("fermata-sidecar:next");
        List<String> ofFleets = world.servers().stream()
                .filter(name -> !Set.of("solo", "other").contains(name))
                .toList();
        assertThat(ofFleets).hasSize(6);
        for (String name : ofFleets) {
            assertThat(world.server(name).require().getSpec().getSidecar().getImage())
                    .as("pinned in " + name)
                    .isEqualTo(old.contains(name) ? "fermata-sidecar:test" : "fermata-sidecar:next");
        }
    }

    /** The sidecars of what comes when there is more of each kind, by an operator with these defaults; what was there stays as it was. */
    private List<Container> grow(SidecarDefaults defaults) {
        world.stopOperator();
        Map<String, String> before = versions();
        Set<String> old = new TreeSet<>(world.pods());
        Set<String> revisions = fleets();
        world.changeSidecar(defaults);
        world.startOperator();
        world.createServer("other");
        world.scale("arena", 3);
        world.patchGameType("duel", "{\"spec\":{\"replicas\":3}}");
        world.eventually(() -> world.servers().size() == 8);
        world.awaitReady(world.servers().toArray(String[]::new));
        world.eventually(() -> available() == 3);
        world.stays(() -> world.pods().size() == 8);

        Map<String, String> after = versions();
        after.keySet().retainAll(before.keySet());
        assertThat(after).as("versions of the Pods that ran").isEqualTo(before);
        assertThat(fleets()).as("revisions, each a Fleet").isEqualTo(revisions);
        return world.pods().stream()
                .filter(name -> !old.contains(name))
                .map(name ->
                        world.pod(name).require().getSpec().getInitContainers().getFirst())
                .toList();
    }

    private int available() {
        return Optional.ofNullable(world.gameType("duel").require().getStatus())
                .map(GameTypeStatus::getAvailableReplicas)
                .orElse(0);
    }

    /** Of each Pod, which it is and how often it was written. */
    private Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        world.client
                .pods()
                .inNamespace(World.NAMESPACE)
                .list()
                .getItems()
                .forEach(pod -> versions.put(
                        pod.getMetadata().getUid(), pod.getMetadata().getResourceVersion()));
        return versions;
    }

    private Set<String> fleets() {
        Set<String> names = new TreeSet<>();
        world.client.resources(Fleet.class).inNamespace(World.NAMESPACE).list().getItems().stream()
                .map(HasMetadata::getMetadata)
                .forEach(metadata -> names.add(metadata.getName()));
        return names;
    }
}
