package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** A new version of a game, while the old one is played. */
@Scenario
class RolloutTest {
    private static final String NEW_VERSION = "{spec: {template: {spec: {capacity: 8}}}}";

    @Interrupted
    void aNewVersionTakesOverAndTheMatchOfTheOldOneIsPlayedToItsEnd(World world) {
        GameType duel = GameType.create(world, "duel", 2, "{}").isRolledOut();
        List<Server> old = world.servers().toList();
        old.getFirst().game().allows();
        old.getFirst().says("DeletionAllowed", "Allowed", "");

        duel.changes(NEW_VERSION);
        world.strike();

        old.getFirst().isGone();
        duel.isRolledOut();
        old.getLast().game().hearsThatItIsToGo();
        old.getLast().game().playsOn();
        World.eventually(
                "the status names who is waited for",
                () -> assertThat(duel.waiting()).containsExactly(old.getLast().name()));

        old.getLast().game().allows();
        old.getLast().isGone();
        World.eventually("two are there", () -> assertThat(world.servers()).hasSize(2));
    }

    @Interrupted
    void aVersionThatDoesNotStartLeavesTheOldOneAloneAndItsFixReplacesIt(World world) {
        GameType duel = GameType.create(world, "duel", 2, "{spec: {strategy: {progressDeadlineSeconds: 15}}}")
                .isRolledOut();
        List<Server> old = world.servers().toList();

        duel.changes(
                "{spec: {template: {spec: {template: {spec: {nodeSelector: {kubernetes.io/hostname: nowhere}}}}}}}");
        world.strike();

        duel.says("Progressing", "ProgressDeadlineExceeded", "No node takes the Pod");
        duel.says("Available", "MinimumReplicasAvailable", "2 of 2");
        old.forEach(server -> server.game().playsOn());

        duel.changes("{spec: {template: {spec: {capacity: 8, template: {spec: {nodeSelector: null}}}}}}");
        old.forEach(server -> server.game().allows());
        old.forEach(Server::isGone);
        duel.isRolledOut();
        World.eventually("two are there", () -> assertThat(world.servers()).hasSize(2));
    }
}
