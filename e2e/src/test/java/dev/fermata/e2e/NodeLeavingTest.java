package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Isolated;

/** Nodes that are about to go, with games on them. */
@Scenario
@Isolated("cordons and taints a node")
class NodeLeavingTest {
    private static final String NODE = "node2";
    private static final int TOO_MANY = 429;

    private final Nodes nodes = Nodes.ours(Cluster.connect());

    @AfterEach
    void keepTheNode() {
        nodes.keep(NODE);
    }

    /** As kubectl drain does: it cordons the node, and then tries to evict each Pod again and again. */
    @Interrupted
    void aDrainTellsEachGameAndGoesOnByItselfWhenTheyAllow(World world) {
        Fleet arena = onNode(world, 2);
        Server busy = arena.server(0).isGuarded("armed");
        Server free = arena.server(1);
        String freed = free.uid();
        free.game().allows();
        free.isGuarded("lifted");

        nodes.cordon(NODE);
        world.strike();
        isRefused(world, busy);
        busy.says("DrainRequested", "NodeLeaving", "Asked to go by node-watcher")
                .game()
                .hearsThatItIsToGo();
        assertThat(busy.get().at("/spec/drains/0/message").asText()).isEqualTo("Node node2 is cordoned.");
        World.eventually(
                "the free one is gone",
                () -> assertThat(world.servers().map(Server::uid)).doesNotContain(freed));
        World.eventually(
                "two are ready elsewhere",
                () -> assertThat(readyElsewhere(world)).hasSize(2));
        busy.game().playsOn();

        String uid = busy.uid();
        busy.game().allows();
        arena.replaces(uid);
        assertThat(readyElsewhere(world)).hasSize(2);
    }

    @Interrupted
    void aNodeThatStaysAfterAllKeepsItsGames(World world) {
        Fleet arena = onNode(world, 1);
        Server busy = arena.server(0);
        String uid = busy.uid();

        nodes.cordon(NODE);
        busy.game().hearsThatItIsToGo();
        arena.server(1).becomes("Ready");
        arena.server(1).game().allows();
        arena.server(1).says("DeletionAllowed", "Allowed", ""); // else the Fleet may let the other one go
        world.strike();
        nodes.keep(NODE);

        busy.game().hearsThatItMayStay();
        arena.settles(1);
        assertThat(arena.server(0).uid()).as("the free one goes").isEqualTo(uid);
        busy.game().playsOn();
    }

    @Interrupted
    void whatIsKnownOfTheEndOfANodeIsToldToItsGames(World world) {
        Server busy = onNode(world, 1).server(0);
        Instant end = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS);

        nodes.taint(NODE, "karpenter.sh/disrupted", "NoSchedule");
        busy.says("DrainRequested", "NodeLeaving", "node-watcher");
        assertThat(busy.get().at("/spec/drains/0/message").asText())
                .isEqualTo("Node node2 has the taint karpenter.sh/disrupted.");
        nodes.announce(NODE, end);
        world.strike();

        World.eventually(
                "its game knows until when",
                () -> assertThat(busy.game()
                                .shell("wget -q -O - $FERMATA_URL/v1/server")
                                .orFail())
                        .contains("\"deadline\":\"" + end + "\""));
        busy.game().playsOn();
    }

    @Interrupted
    void aTaintThatEvictsEndsNoMatch(World world) {
        Fleet arena = onNode(world, 1);
        Server busy = arena.server(0).isGuarded("armed");
        String uid = busy.uid();

        nodes.taint(NODE, "example.com/repair", "NoExecute");
        world.strike();

        busy.says("DrainRequested", "NodeLeaving", "node-watcher").game().hearsThatItIsToGo();
        arena.server(1).becomes("Ready");
        busy.game().playsOn();
        busy.game().allows();
        arena.replaces(uid);
    }

    @Interrupted
    void aMoreImportantPodEndsNoMatchAndAFreeOneMakesRoom(World world) {
        Server busy = world.server("arena", "spec: {template: {spec: {nodeSelector: {kubernetes.io/hostname: node2}}}}")
                .becomes("Ready")
                .isGuarded("armed");
        String urgent = world.urgentPod("urgent", NODE);

        world.strike();
        busy.game().playsOn();

        busy.game().allows();
        World.eventually(
                "it makes room",
                () -> assertThat(scheduled(world, urgent).path("status").asText())
                        .isEqualTo("True"));
    }

    private static void isRefused(World world, Server busy) {
        World.eventually(
                "its eviction is refused",
                () -> assertThat(world.cluster().evict(busy.pod()).code()).isEqualTo(TOO_MANY));
    }

    private static JsonNode scheduled(World world, String pod) {
        return World.condition(world.cluster().get(pod).orFail(), "PodScheduled");
    }

    /** A Fleet whose Servers are on that node, as long as it takes any. */
    private static Fleet onNode(World world, int replicas) {
        Fleet arena = world.fleet("arena", replicas, Nodes.prefer(NODE, "")).becomesReady();
        arena.servers(replicas).forEach(server -> assertThat(node(server)).isEqualTo(NODE));
        return arena;
    }

    private static List<String> readyElsewhere(World world) {
        return world.servers()
                .filter(server -> !node(server).equals(NODE))
                .filter(server -> World.condition(server.get(), "Ready")
                        .path("status")
                        .asText()
                        .equals("True"))
                .map(Server::name)
                .toList();
    }

    private static String node(Server server) {
        return server.get().at("/status/nodeName").asText();
    }
}
