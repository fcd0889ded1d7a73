package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Scenario
@Isolated("other scenarios rely on the operator")
class OperatorTest {
    /** Well within the 15 s that a Lease lasts: who leads sooner was given it. */
    private static final Duration HANDED_OVER = Duration.ofSeconds(10);

    @Test
    void aLeaderThatIsStoppedHandsOverAndTheWaitGoesOn(World world) {
        Operator operator = Operator.inside(world.cluster());
        operator.isReady();
        assertThat(operator.pods()).as("there is somebody to hand over to").hasSizeGreaterThan(1);
        Server arena = world.server("arena").becomes("Ready");
        arena.delete().waitsFor("AwaitingPermission");

        String leader = operator.leader();
        operator.stop(leader);

        Awaitility.await("another leads").atMost(HANDED_OVER).until(() -> operator.leads(leader));
        arena.game().playsOn();
        arena.game().allows();
        arena.isGone();
    }

    @Test
    void aRestartTouchesNoRunningPod(World world) {
        Operator operator = Operator.inside(world.cluster());
        Fleet arena = world.fleet("arena", 2).becomesReady();
        arena.server(0).game().allows();
        arena.server(0).says("DeletionAllowed", "Allowed", "").isGuarded("lifted");
        List<JsonNode> before = versions(world);

        operator.replace();
        operator.isReady();
        // What the new operator does about another Server shows that it is at work.
        world.server("other").becomes("Ready").delete().waitsFor("AwaitingPermission");

        assertThat(versions(world)).containsAll(before);
        arena.servers(2).forEach(server -> server.game().playsOn());
    }

    private static List<JsonNode> versions(World world) {
        return world.cluster()
                .get(world.pods())
                .orFail()
                .path("items")
                .valueStream()
                .map(pod -> pod.at("/metadata/resourceVersion"))
                .toList();
    }
}
