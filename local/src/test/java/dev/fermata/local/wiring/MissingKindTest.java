package dev.fermata.local.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.local.apiserver.traffic.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What cannot run is said, stops nothing else, and is picked up when it can. */
@Timeout(240)
class MissingKindTest {

    @Test
    void aMissingCrdIsSaidAndPickedUpWhenItAppears() throws Exception {
        try (World world = new World("servers")) {
            world.startOperator();
            world.createServer("solo");

            world.awaitReady("solo");
            world.eventually(() -> world.get("/readyz")
                    .contains("Fleet: not running: the API server does not know fleets.fermata.dev; its"
                            + " CustomResourceDefinition is not installed"));
            assertThat(world.get("/metrics"))
                    .contains("fermata_part_running{part=\"Fleet\"} 0.0", "fermata_part_running{part=\"Server\"} 1.0");
            world.define("fleets");
            world.createFleet("arena", 1);
            world.awaitReady("arena-0");
            world.eventually(() -> world.get("/readyz").contains("Fleet: running"));
        }
    }

    @Test
    void aMissingRightIsSaidAndPickedUpWhenItIsGranted() throws Exception {
        try (World world = new World("servers", "fleets")) {
            world.server.traffic().next(1_000, Call.of("list", "fleets")).refuse(403, "Forbidden");
            world.startOperator();
            world.createServer("solo");

            world.awaitReady("solo");
            world.eventually(() -> world.get("/readyz").contains("Fleet: not running: "));
            world.server.traffic().clearFaults();
            world.createFleet("arena", 1);
            world.awaitReady("arena-0");
            world.eventually(() -> !world.get("/readyz").contains("lost its connection"));
        }
    }
}
