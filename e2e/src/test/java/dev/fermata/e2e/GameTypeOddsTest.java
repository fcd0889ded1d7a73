package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What people do to a GameType's Fleets that they should not, and names that meet. */
@Scenario
class GameTypeOddsTest {
    @Interrupted
    void aFleetThatIsDeletedByHandIsReplacedAndItsGamesArePlayedToTheirEnd(World world) {
        GameType duel = GameType.create(world, "duel", 2, "{}").isRolledOut();
        List<Server> old = world.servers().toList();
        Fleet fleet = duel.fleet();

        fleet.delete("Background");
        world.strike();

        World.eventually("another Fleet has two more, which are available", () -> {
            assertThat(world.servers()).hasSize(4); // the status may be of before
            assertThat(duel.get().at("/status/availableReplicas").asInt()).isEqualTo(2);
        });
        old.forEach(server -> server.game().hearsThatItIsToGo());
        old.forEach(server -> server.game().playsOn());
        old.forEach(server -> server.game().allows());
        old.forEach(Server::isGone);
        duel.isRolledOut();
    }

    @Interrupted
    void aFleetOfSomebodyElseWithTheNameOfARevisionIsLeftAlone(World world) {
        GameType duel = GameType.create(world, "duel", 1, "{}").isRolledOut();
        Fleet fleet = duel.fleet();
        duel.delete("Orphan");
        duel.isGone();
        fleet.becomesReady();
        String uid = fleet.get().at("/metadata/uid").asText();

        GameType again = GameType.create(world, "duel", 1, "{}");
        world.strike();

        again.isRolledOut();
        assertThat(again.fleet().name()).isNotEqualTo(fleet.name()).startsWith("duel-");
        assertThat(fleet.get().at("/metadata/uid").asText()).isEqualTo(uid);
        fleet.server(0).game().playsOn();
    }

    @Interrupted
    void whatIsOrphanedRunsOn(World world) {
        GameType duel = GameType.create(world, "duel", 2, "{}").isRolledOut();
        List<Server> servers = world.servers().toList();

        duel.delete("Orphan");
        world.strike();

        duel.isGone();
        servers.forEach(server -> server.game().playsOn());
        assertThat(servers)
                .allSatisfy(server ->
                        assertThat(server.get().at("/spec/drains").isEmpty()).isTrue());
    }

    @Interrupted
    void twoOfOneNameInTwoNamespacesKnowNothingOfEachOther(World world) {
        GameType here = GameType.create(world, "duel", 1, "{}").isRolledOut();
        List<Server> mine = world.servers().toList();
        try (World elsewhere = World.create(world.cluster())) {
            GameType there = GameType.create(elsewhere, "duel", 1, "{}").isRolledOut();
            assertThat(there.fleet().name())
                    .as("the same template")
                    .isEqualTo(here.fleet().name());

            there.changes("spec: {template: {spec: {capacity: 2}}}");
            world.strike();
            there.isRolledOut();

            assertThat(world.servers()).containsExactlyInAnyOrderElementsOf(mine);
            mine.getFirst().game().playsOn();
        }
    }

    @Interrupted
    void aNewOperatorStartsNoRollout(World world) {
        GameType duel = GameType.create(world, "duel", 2, "{}").isRolledOut();
        JsonNode fleet = duel.fleet().get();

        world.strike();
        duel.changes("metadata: {annotations: {note: 'looked at'}}");
        duel.isRolledOut();

        assertThat(duel.fleet().get().path("spec")).isEqualTo(fleet.path("spec"));
        assertThat(duel.get().at("/status/revisions").size()).isOne();
    }
}
