package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Scenario
@Isolated("other scenarios rely on the operator")
class OperatorTest {
    /** A standby looks every 3.3 s at the latest, and a Lease lasts 11 s: who leads sooner was given it. */
    private static final Duration HANDED_OVER = Duration.ofSeconds(5);

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
        touchesNoRunningPod(world, Operator::kill);
    }

    /** What an upgrade does, and {@code kubectl rollout restart}. */
    @Test
    void aRolloutTouchesNoRunningPodAndNoKey(World world) {
        JsonNode keys = Operator.inside(world.cluster()).keys();
        touchesNoRunningPod(world, Operator::rollsOut);
        assertThat(Operator.inside(world.cluster()).keys()).isEqualTo(keys);
    }

    @Test
    void aKeyThatIsReplacedLosesNoRunningPod(World world) {
        Operator operator = Operator.inside(world.cluster());
        Server before = world.server("before").becomes("Ready");
        String old = keyOf(before);

        String key = operator.addsKey();
        World.eventually("new Pods are made with " + key, () -> {
            Server after = world.server("after-" + UUID.randomUUID()).becomes("Ready");
            assertThat(keyOf(after)).isEqualTo(key);
        });

        assertThat(keyOf(before)).isEqualTo(old).isNotEqualTo(key);
        before.delete().waitsFor("AwaitingPermission");
        before.game().hearsThatItIsToGo();
        before.game().allows();
        before.isGone();
    }

    private static String keyOf(Server server) {
        return server.world()
                .cluster()
                .get(server.pod())
                .orFail()
                .at("/metadata/annotations/fermata.dev~1key-id")
                .asText();
    }

    private static void touchesNoRunningPod(World world, Consumer<Operator> change) {
        Operator operator = Operator.inside(world.cluster());
        Fleet arena = world.fleet("arena", 2).becomesReady();
        arena.server(0).game().allows();
        arena.server(0).says("DeletionAllowed", "Allowed", "").isGuarded("lifted");
        List<JsonNode> before = versions(world);

        change.accept(operator);
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
