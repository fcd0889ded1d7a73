package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** {@code kubectl delete fl arena}, in all its ways. */
@Scenario
class WholeFleetTest {
    @Interrupted
    void aDeletedFleetWaitsForEachGame(World world) {
        Fleet arena = world.fleet("arena", 2).becomesReady();
        arena.server(1).game().allows();
        arena.server(1).says("DeletionAllowed", "Allowed", "");

        arena.delete("Background");
        arena.isGone();
        arena.server(1).isGone();
        arena.server(0).waitsFor("AwaitingPermission");
        world.strike();
        arena.server(0).game().playsOn();

        arena.server(0).game().allows();
        arena.server(0).isGone();
        assertThat(world.servers()).isEmpty();
    }

    @Interrupted
    void orphansPlayOn(World world) {
        Fleet arena = world.fleet("arena", 1).becomesReady();

        arena.delete("Orphan");
        arena.isGone();
        world.strike();
        arena.server(0).game().playsOn();

        arena.server(0).delete().waitsFor("AwaitingPermission");
        arena.server(0).game().allows();
        arena.server(0).isGone();
    }

    /** As Argo CD does: the garbage collector goes for the Pods itself, and is refused. */
    @Interrupted
    void deletedInTheForegroundAFleetWaitsForEachGame(World world) {
        Fleet arena = world.fleet("arena", 2).becomesReady();
        arena.server(0).isGuarded("armed");

        arena.delete("Foreground");
        arena.servers(2).forEach(server -> server.waitsFor("AwaitingPermission"));
        world.strike();
        arena.servers(2).forEach(server -> server.game().playsOn());

        assertThat(world.servers()).as("nothing is made in their place").hasSize(2);

        arena.servers(2).forEach(server -> server.game().allows());
        arena.isGone();
        assertThat(world.servers()).isEmpty();
    }

    /** The namespace controller goes for the Pods first, and is refused; then for all else, and so the games are asked. */
    @Interrupted
    void deletedWithItsNamespaceAFleetWaitsForEachGame(World world) {
        Fleet arena = world.fleet("arena", 2).becomesReady();
        arena.server(0).isGuarded("armed");
        String namespace = "/api/v1/namespaces/" + world.namespace().name();

        world.cluster().delete(namespace).orFail();
        arena.servers(2).forEach(server -> server.waitsFor("AwaitingPermission"));
        world.strike();
        arena.servers(2).forEach(server -> server.game().playsOn());

        arena.servers(2).forEach(server -> server.game().allows());
        World.eventually(
                "the namespace is gone",
                () -> assertThat(world.cluster().get(namespace).code()).isEqualTo(404));
    }

    @Interrupted
    void gameTypesDeletedInTheForegroundAndTheBackgroundWaitForEachGame(World world) {
        GameType duel = GameType.create(world, "duel", 1, "{}").isRolledOut();
        GameType quick = GameType.create(world, "quick", 1, "{}").isRolledOut();
        List<Server> servers = world.servers().toList();
        servers.forEach(server -> server.isGuarded("armed"));

        duel.delete("Foreground");
        quick.delete("Background");
        servers.forEach(server -> server.waitsFor("AwaitingPermission"));
        world.strike();
        servers.forEach(server -> server.game().playsOn());
        assertThat(world.servers()).as("nothing is made in their place").hasSameSizeAs(servers);

        servers.forEach(server -> server.game().allows());
        duel.isGone();
        quick.isGone();
        servers.forEach(Server::isGone);
        assertThat(world.servers()).isEmpty();
    }

    @Interrupted
    void aServerDeletedInTheForegroundWaitsForItsGame(World world) {
        Server arena = world.server("arena").becomes("Ready").isGuarded("armed");

        world.cluster()
                .delete(arena.path(), "{\"propagationPolicy\": \"Foreground\"}")
                .orFail();
        arena.waitsFor("AwaitingPermission");
        world.strike();
        arena.game().playsOn();

        arena.game().allows();
        arena.isGone();
    }
}
