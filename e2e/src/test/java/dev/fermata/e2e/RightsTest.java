package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What people may do who have Kubernetes' own roles in a namespace, and none of Fermata's. */
@Scenario
class RightsTest {
    private static final List<String> KINDS = List.of("Server", "Fleet", "GameType", "GameAutoscaler");
    private static final int FORBIDDEN = 403;
    private static final String USER = "anna";

    @Interrupted
    void whoeverMayViewSeesAllKindsAndChangesNone(World world) {
        Fleet arena = world.fleet("arena", 1).becomesReady();
        world.grant(USER, "view");
        Cluster anna = world.cluster().as(USER);

        world.strike();
        KINDS.forEach(kind -> World.eventually(
                USER + " sees each " + kind,
                () -> anna.get(world.namespace().path(kind)).orFail()));
        anna.get(arena.path() + "/scale").orFail();
        assertThat(anna.update(arena.path() + "/scale", replicas(0)).code()).isEqualTo(FORBIDDEN);
        assertThat(anna.delete(arena.server(0).path()).code()).isEqualTo(FORBIDDEN);
        KINDS.forEach(kind -> assertThat(anna.create(world.namespace().path(kind), World.yaml("{}"))
                        .code())
                .as(kind)
                .isEqualTo(FORBIDDEN));
    }

    @Interrupted
    void whoeverMayEditAppliesScalesAndDeletesButSaysNothingInTheOperatorsName(World world) {
        world.grant(USER, "edit");
        Cluster anna = world.cluster().as(USER);
        Fleet arena = new Fleet(world, "arena");
        World.eventually(
                "it may be created",
                () -> anna.create(world.namespace().path("Fleet"), Manifests.fleet("arena", 1))
                        .orFail());
        arena.becomesReady();
        assertThat(anna.update(arena.path() + "/status", World.yaml("status: {replicas: 7}"))
                        .code())
                .isEqualTo(FORBIDDEN);

        world.strike();
        anna.update(arena.path() + "/scale", replicas(2)).orFail();
        arena.becomesReady();
        anna.delete(arena.path()).orFail();
        arena.servers(2)
                .forEach(server -> server.waitsFor("AwaitingPermission").game().allows());
        arena.servers(2).forEach(Server::isGone);
    }

    private static JsonNode replicas(int count) {
        return World.yaml("{spec: {replicas: " + count + "}}");
    }
}
