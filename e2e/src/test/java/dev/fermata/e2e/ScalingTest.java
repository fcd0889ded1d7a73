package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** {@code kubectl scale fl arena --replicas=…}. */
@Scenario
class ScalingTest {
    @Interrupted
    void freeServersLeaveAtOnceAndTheBusyOneStays(World world) {
        Fleet arena = world.fleet("arena", 3).becomesReady();
        arena.server(0).game().allows();
        arena.server(2).game().allows();
        arena.server(0).says("DeletionAllowed", "Allowed", "");
        arena.server(2).says("DeletionAllowed", "Allowed", "");

        world.strike();
        arena.scale(1);

        arena.server(0).isGone();
        arena.server(2).isGone();
        arena.settles(1);
        arena.server(1).game().playsOn();
    }

    @Interrupted
    void busyServersAreAskedTogetherAndStayUntilTheirGamesAllow(World world) {
        Fleet arena = world.fleet("arena", 3).becomesReady();

        arena.scale(1);
        List<Server> asked = draining(world, 2);
        world.strike();
        asked.forEach(server -> server.game().hearsThatItIsToGo());
        asked.getLast().game().playsOn();

        asked.getLast().game().allows();
        asked.getLast().isGone();
        asked.getFirst().game().playsOn();
        asked.getFirst().waitsFor("AwaitingPermission");
        asked.getFirst().game().allows();
        asked.getFirst().isGone();
        arena.settles(1);
    }

    @Interrupted
    void scalingUpAgainTakesTheRequestBack(World world) {
        Fleet arena = world.fleet("arena", 2).becomesReady();
        List<String> uids = arena.servers(2).stream().map(Server::uid).toList();

        arena.scale(1);
        Server asked = draining(world, 1).getFirst();
        asked.game().hearsThatItIsToGo();
        world.strike();
        arena.scale(2);

        asked.game().hearsThatItMayStay();
        asked.tells("DrainWithdrawn");
        arena.settles(2);
        assertThat(arena.servers(2)).extracting(Server::uid).isEqualTo(uids);
        asked.game().playsOn();
    }

    @Interrupted
    void aFleetGrowsBesideServersThatAreOnTheirWayOut(World world) {
        Fleet arena = world.fleet("arena", 1).becomesReady();
        arena.scale(0);
        arena.server(0).waitsFor("AwaitingPermission");
        arena.server(0).delete();

        world.strike();
        arena.scale(1);

        arena.server(1).becomes("Ready");
        arena.server(0).game().playsOn();
        arena.server(0).game().allows();
        arena.server(0).isGone();
        arena.settles(1);
    }

    private static List<Server> draining(World world, int count) {
        World.eventually(
                count + " are asked to go",
                () -> assertThat(world.servers().filter(ScalingTest::isWaiting)).hasSize(count));
        return world.servers().filter(ScalingTest::isWaiting).toList();
    }

    private static boolean isWaiting(Server server) {
        return server.get().at("/status/waitingFor").asText().equals("AwaitingPermission");
    }
}
