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
        Fleet arena = world.fleet("arena", 1, """
            spec: {template: {spec: {template: {spec: {affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [
              {weight: 100, preference: {matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [%s]}]}}]}}}}}}}
            """.formatted(node)).becomesReady();
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
}
