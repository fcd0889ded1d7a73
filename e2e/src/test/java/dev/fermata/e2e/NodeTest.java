package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Scenario
@Isolated("takes a node away")
class NodeTest {
    @Test
    void aServerOnALostNodeIsReplacedAndGivenUpOnlyWhenTheNodeIsThoughTheLeaderWasLostToo(World world) {
        Nodes nodes = Nodes.ours(world.cluster());
        Operator operator = Operator.inside(world.cluster());
        operator.isSpread();
        String leader = operator.leader();
        String node = operator.node(leader);
        Fleet arena = world.fleet("arena", 1, Nodes.prefer(node, "")).becomesReady();
        Server lost = arena.server(0);
        assertThat(lost.get().at("/status/nodeName").asText()).isEqualTo(node);

        try {
            nodes.lose(node);
            World.eventually(
                    "another leads", () -> assertThat(operator.leads(leader)).isTrue());
            lost.says("Ready", "NodeUnreachable", "nobody knows whether the game still runs")
                    .tells("NodeUnreachable");
            arena.server(1).becomes("Ready").game().playsOn();
            lost.delete().waitsFor("NodeUnreachable");

            nodes.giveUp(node);
            lost.isGone();
        } finally {
            nodes.bringBack(node);
        }
        arena.settles(1);
        arena.server(1).game().playsOn();
    }

    @Test
    void aNodeThatIsGoneForGoodHoldsNothingUp(World world) {
        Nodes nodes = Nodes.ours(world.cluster());
        String node = "node2";
        Fleet arena = world.fleet("arena", 1, Nodes.prefer(node, "")).becomesReady();
        Server lost = arena.server(0);
        String uid = lost.uid();
        assertThat(lost.get().at("/status/nodeName").asText()).isEqualTo(node);

        try {
            nodes.lose(node);
            nodes.remove(node);
            arena.replaces(uid);
        } finally {
            nodes.bringBack(node);
        }
        arena.settles(1);
    }

    /** Its Pods tolerate that for two seconds, and then Kubernetes deletes them: the guard is against it. */
    @Test
    void aNodeThatHangsEndsNoMatchAndItsServersAreBackWithIt(World world) {
        Nodes nodes = Nodes.ours(world.cluster());
        String node = "node2";
        Fleet arena = world.fleet("arena", 1, Nodes.prefer(node, """
            tolerations: [{key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 2}], \
            """)).becomesReady();
        Server hung = arena.server(0).isGuarded("armed");
        String uid = hung.uid();
        assertThat(hung.get().at("/status/nodeName").asText()).isEqualTo(node);

        try {
            nodes.hang(node);
            hung.says("Ready", "NodeUnreachable", "nobody knows whether the game still runs");
            arena.server(1).becomes("Ready").game().playsOn();
            hung.podTells("TaintManagerEviction");
        } finally {
            nodes.bringBack(node);
        }
        hung.says("Ready", "Ready", "The game is ready")
                .game()
                .playsOn(); // there is one too many now, which may be this one
        assertThat(hung.uid()).isEqualTo(uid);
    }
}
