package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** A known limit: the garbage collector ends the Pods. That it leaves nothing behind is all that is promised. */
    @Interrupted
    void deletedInTheForegroundAFleetIsNotProtectedAndNothingIsStuck(World world) {
        Fleet arena = world.fleet("arena", 2).becomesReady();

        arena.delete("Foreground");
        world.strike();

        arena.isGone();
        assertThat(world.servers()).isEmpty();
    }

    /** A known limit: Pods go first, whoever is on them. */
    @Interrupted
    void deletedWithItsNamespaceAFleetIsNotProtectedAndNothingIsStuck(World world) {
        world.fleet("arena", 2).becomesReady();
        String namespace = "/api/v1/namespaces/" + world.namespace().name();

        world.cluster().delete(namespace).orFail();
        world.strike();

        World.eventually(
                "the namespace is gone",
                () -> assertThat(world.cluster().get(namespace).code()).isEqualTo(404));
    }
}
