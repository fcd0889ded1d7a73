package dev.fermata.local.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.api.Labels;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A key is replaced while games run. */
class KeyRotationTest {
    private final World world;

    KeyRotationTest() throws IOException {
        world = World.complete();
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void new_pods_get_the_new_key_and_old_ones_are_reached_with_theirs() {
        world.createFleet("arena", 1);
        world.awaitReady("arena-0");

        world.addKey("k2", Base64.getEncoder().encodeToString(new byte[32]));
        world.eventually(() -> {
            world.scale("arena", world.servers().size() + 1);
            return world.pods().stream().anyMatch(pod -> key(pod).equals("k2"));
        });
        assertThat(key("arena-0")).isEqualTo("k1");
        int wanted = world.fleet("arena").getSpec().getReplicas();
        world.eventually(() -> world.servers().size() == wanted);
        List<String> names = world.servers();
        world.awaitReady(names.toArray(String[]::new));

        world.stopOperator();
        world.startOperator();
        names.forEach(name -> world.game(name).allow());
        world.scale("arena", 0);
        world.awaitServers();
    }

    private String key(String pod) {
        return world.pod(pod).require().getMetadata().getAnnotations().getOrDefault(Labels.KEY_ID, "");
    }
}
