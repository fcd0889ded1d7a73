package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code kubectl delete gs arena}. */
@Scenario
class DeletionTest {
    @Interrupted
    void aDeletedServerStaysUntilItsGameAllows(World world) {
        Server arena = world.server("arena").becomes("Ready");

        arena.delete().waitsFor("AwaitingPermission").tells("DrainRequested");
        world.strike();
        arena.game().hearsThatItIsToGo();
        arena.game().playsOn();

        arena.game().allows();
        arena.isGone();
        arena.tells("DeletingPod");
    }

    @Interrupted
    void aFreeServerGoesAtOnce(World world) {
        Server arena = world.server("arena").becomes("Ready");
        arena.game().allows();
        arena.says("DeletionAllowed", "Allowed", "The game allows its deletion.");

        world.strike();
        arena.delete();

        arena.isGone();
    }

    @Interrupted
    void aGameMayChangeItsMindUntilItIsSealed(World world) {
        Server arena = world.server("arena").becomes("Ready");
        arena.game().allows();
        arena.says("DeletionAllowed", "Allowed", "The game allows its deletion.");
        assertThat(arena.game().holds()).contains("\"hold\":\"local\"");

        world.strike();
        arena.delete().waitsFor("AwaitingPermission");
        arena.game().playsOn();

        arena.game().allows();
        arena.isGone();
    }

    @Interrupted
    void aDeadlineWithWaitIsSaidAndWaitedFor(World world) {
        Server arena =
                world.server("arena", "spec: {deletion: {timeoutSeconds: 5}}").becomes("Ready");

        arena.delete();
        world.strike();
        arena.waitsFor("DeadlinePassedWaiting").tells("DeadlinePassedWaiting");
        arena.says("DeletionAllowed", "DeadlinePassedWaiting", "spec.deletion.onTimeout is not Delete");
        arena.game().playsOn();

        arena.game().allows();
        arena.isGone();
    }

    @Interrupted
    void aDeadlineWithDeleteEndsTheGameAndNotEarlier(World world) {
        Server arena = world.server("arena", "spec: {deletion: {timeoutSeconds: 45, onTimeout: Delete}}")
                .becomes("Ready");

        arena.delete().waitsFor("AwaitingPermission");
        world.strike();
        arena.game().hearsThatItIsToGo();
        arena.game().playsOn();

        arena.isGone();
        arena.tells("DeletingPod", "and spec.deletion.onTimeout is Delete.");
    }

    @Interrupted
    void forceDoesNotAsk(World world) {
        Server arena = world.server("arena").becomes("Ready");
        arena.delete().waitsFor("AwaitingPermission");

        world.strike();
        arena.change("spec: {deletion: {force: true}}");

        arena.isGone();
        arena.tells("DeletingPod", "spec.deletion.force says not to ask the game.");
        arena.tells("Disrupted", "(Forced)");
    }

    @Interrupted
    void aPersonsDrainCanBeTakenBack(World world) {
        Server arena = world.server("arena").becomes("Ready");

        arena.change("spec: {drains: [{requester: anna, reason: Requested, requestedAt: '2026-01-01T12:00:00Z'}]}");
        arena.becomes("Draining").waitsFor("AwaitingPermission");
        arena.game().hearsThatItIsToGo();
        world.strike();
        arena.change("spec: {drains: null}");

        arena.game().hearsThatItMayStay();
        arena.becomes("Ready").tells("DrainWithdrawn");
        arena.game().playsOn();
    }
}
