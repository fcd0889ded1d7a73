package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

@Scenario
class LifeTest {
    @Interrupted
    void aServerShowsWherePlayersConnectAndHowManyThereAre(World world) {
        Server life = world.server("life").becomes("Ready").says("Ready", "Ready", "The game is ready on node ");
        world.strike();
        life.game().hasPlayers(3);

        World.eventually(
                "the players are shown",
                () -> assertThat(life.get().at("/status/players").intValue()).isEqualTo(3));
        JsonNode status = life.get().path("status");
        JsonNode pod = world.cluster().get(life.pod()).orFail();
        assertThat(status.path("address")).isEqualTo(pod.at("/status/podIP"));
        assertThat(status.path("ports"))
                .isEqualTo(World.yaml("{ports: [{name: game, port: 7777, protocol: UDP}]}")
                        .path("ports"));
        assertThat(status.path("nodeName")).isEqualTo(pod.at("/spec/nodeName"));
        assertThat(status.path("podName").asText()).isEqualTo("life");
        assertThat(cells(world))
                .startsWith("life", "Ready", "3", "false")
                .contains(
                        status.path("address").asText(),
                        "7777",
                        status.path("nodeName").asText());
    }

    @Test
    void theGameGetsNeitherATokenOfTheClusterNorMoreRightsThanItsTemplateSays(World world) {
        Server life = world.server("life").becomes("Ready");

        JsonNode pod = world.cluster().get(life.pod()).orFail();
        assertThat(pod.at("/spec/automountServiceAccountToken").booleanValue()).isFalse();
        assertThat(life.game().shell("ls /var/run/secrets/kubernetes.io").code())
                .isNotZero();
        assertThat(life.game()
                        .shell("wget -q -O - http://$HOSTNAME:9480/allow_delete")
                        .code())
                .as("the game's listener is on the loopback alone")
                .isNotZero();
    }

    @Interrupted
    void aFleetCountsWhatItsGamesSay(World world) {
        Fleet arena = world.fleet("arena", 2).becomesReady();
        world.strike();
        arena.server(1).game().allows();
        arena.server(0).game().hasPlayers(5);

        World.eventually("the fleet knows", () -> {
            JsonNode status = arena.get().path("status");
            assertThat(status.path("allowedReplicas").intValue()).isEqualTo(1);
            assertThat(status.path("players").intValue()).isEqualTo(5);
        });
        arena.settles(2);
    }

    private static List<String> cells(World world) {
        return world.cluster()
                .table(world.namespace().path("Server"))
                .orFail()
                .at("/rows/0/cells")
                .valueStream()
                .map(cell -> cell.isNull() ? "" : cell.asText())
                .toList();
    }
}
