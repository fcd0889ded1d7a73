package dev.fermata.local.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.GameTypeStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** GameTypes, by the real operator. */
class RolloutTest {
    private final World world;

    RolloutTest() throws IOException {
        world = World.complete();
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void a_new_version_takes_over_and_the_busy_server_of_the_old_one_is_waited_for() {
        world.createGameType("duel", 2, "game:1");
        world.eventually(() -> progress().equals("NewRevisionAvailable"));
        List<String> old = world.servers();
        world.game(old.getFirst()).allow();
        world.eventually(() -> Boolean.TRUE.equals(world.status(old.getFirst()).getAllowed()));

        world.patchGameType(
                "duel",
                "{\"spec\":{\"template\":{\"spec\":{\"template\":{\"spec\":{\"containers\":"
                        + "[{\"name\":\"game\",\"image\":\"game:2\"}]}}}}}}");

        world.eventually(() -> progress().equals("NewRevisionAvailable")
                && Integer.valueOf(2).equals(status().getUpdatedReplicas())
                && world.servers().size() == 3);
        assertThat(world.servers()).contains(old.getLast()).doesNotContain(old.getFirst());
        world.eventually(() -> "Rollout".equals(world.status(old.getLast()).getDrainReason()));
        world.eventually(() -> status().getWaiting() != null
                && "AwaitingPermission".equals(status().getWaiting().getFirst().getReason()));

        world.game(old.getLast()).allow();

        world.eventually(
                () -> world.servers().size() == 2 && Integer.valueOf(0).equals(status().getDrainingReplicas()));
        assertThat(status().getCurrentRevision()).isEqualTo(status().getUpdateRevision());
    }

    @Test
    void what_is_scaled_stays_one_revision_and_what_is_deleted_waits_for_its_games() {
        world.createGameType("duel", 1, "game:1");
        world.eventually(() -> progress().equals("NewRevisionAvailable"));
        world.patchGameType("duel", "{\"spec\":{\"replicas\":3}}");
        world.eventually(() -> Integer.valueOf(3).equals(status().getAvailableReplicas()));
        assertThat(status().getRevisions()).hasSize(1);

        world.deleteGameType("duel");

        world.eventually(() -> world.servers().stream()
                .allMatch(name -> "AwaitingPermission".equals(world.status(name).getWaitingFor())));
        assertThat(world.pods()).hasSize(3);
        world.pods().forEach(name -> world.game(name).allow());
        world.awaitServers();
    }

    private GameTypeStatus status() {
        return Optional.ofNullable(world.gameType("duel").get())
                .map(GameType::getStatus)
                .orElseGet(GameTypeStatus::new);
    }

    private String progress() {
        return Optional.ofNullable(status().getConditions()).orElse(List.of()).stream()
                .filter(condition -> condition.getType().equals("Progressing"))
                .map(Condition::getReason)
                .findFirst()
                .orElse("");
    }
}
