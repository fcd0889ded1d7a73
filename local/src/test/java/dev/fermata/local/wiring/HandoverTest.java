package dev.fermata.local.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.shell.FermataOperator;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two operators at one API server: one works, the other knows all and does nothing, until it is its turn. */
class HandoverTest {
    private final World world;

    HandoverTest() throws IOException {
        world = new World("servers", "fleets", "gametypes", "gameautoscalers");
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void the_second_stands_by_and_goes_on_where_the_first_stops() {
        FermataOperator first = world.startCandidate("first", () -> {});
        world.eventually(() -> ready(first).endsWith("leading\n"));
        FermataOperator second = world.startCandidate("second", () -> {});
        world.eventually(second::isComplete);
        world.eventually(() -> ready(second).contains("standing by; the leader is first_"));
        world.createFleet("arena", 2);
        world.awaitReady("arena-0", "arena-1");
        assertThat(metrics(second)).contains("fermata_leader 0.0").doesNotContain("fermata_sidecar_calls");

        world.scale("arena", 1);
        world.awaitWaiting("arena-0", "AwaitingPermission");
        first.close();
        world.game("arena-0").allow();

        world.eventually(() -> ready(second).endsWith("leading\n"));
        world.awaitServers("arena-1");
        assertThat(metrics(second)).contains("fermata_leader 1.0");
        second.close();
    }

    private String ready(FermataOperator operator) {
        return World.get(operator, "/readyz");
    }

    private String metrics(FermataOperator operator) {
        return World.get(operator, "/metrics");
    }
}
