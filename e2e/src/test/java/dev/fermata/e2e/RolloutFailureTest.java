package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Versions that do not start: what ran before is left alone, it is said what is wrong, and a fix is all that is needed. */
@Scenario
class RolloutFailureTest {
    private static final String HASTY = "spec: {strategy: {maxSurge: 1, progressDeadlineSeconds: 15}}";
    private static final String GAME = """
        spec: {template: {spec: {template: {spec: {containers: [
          {name: game, image: '%s', imagePullPolicy: IfNotPresent, %s
           securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}]}}}}}
        """;

    @Interrupted
    void anImageThatIsNotThere(World world) {
        stopsAndSays(world, GAME.formatted("localhost/no-such-game:1", ""), "its image localhost/no-such-game:1");
    }

    @Interrupted
    void aGameThatIsNeverReady(World world) {
        String never = "command: [sleep, '3600'], readinessProbe: {exec: {command: ['false']}, periodSeconds: 1},";
        stopsAndSays(world, GAME.formatted("localhost/busybox:1", never), "its Pod is not ready");
    }

    private static void stopsAndSays(World world, String change, String words) {
        GameType duel = GameType.create(world, "duel", 2, HASTY).isRolledOut();
        List<Server> old = world.servers().toList();
        String good = duel.get().at("/status/currentRevision").asText();

        duel.changes(change);
        world.strike();

        duel.says("Progressing", "ProgressDeadlineExceeded", words);
        duel.says("Available", "MinimumReplicasAvailable", "2 of 2");
        old.forEach(server -> server.game().playsOn());
        assertThat(old)
                .allSatisfy(server ->
                        assertThat(server.get().at("/spec/drains").isEmpty()).isTrue());
        duel.changes("spec: {revision: %s}".formatted(good));
        duel.isRolledOut();
        world.servers()
                .filter(server -> !old.contains(server) && server.isRunning())
                .forEach(server -> server.game().allows());
        World.eventually(
                "what did not start is gone",
                () -> assertThat(world.servers()).containsExactlyInAnyOrderElementsOf(old));
    }

    @Interrupted
    void aCrashLoopIsSaidSo(World world) {
        GameType duel = GameType.create(world, "duel", 2, HASTY).isRolledOut();
        List<Server> old = world.servers().toList();

        duel.changes(GAME.formatted("localhost/busybox:1", "command: [sh, -c, exit 4],"));
        world.strike();

        duel.says("Progressing", "ProgressDeadlineExceeded", "0 of 2 Servers of revision");
        duel.says("ReplicaFailure", "CrashBackOff", "The game exited with code 4");
        old.forEach(server -> server.game().playsOn());
    }

    @Interrupted
    void theLastGoodVersionComesBackByItself(World world) {
        GameType duel = GameType.create(
                        world,
                        "duel",
                        2,
                        "spec: {strategy: {maxSurge: 0, maxUnavailable: 1, progressDeadlineSeconds: 15, onFailure:"
                                + " RollBack}}")
                .isRolledOut();
        List<Server> old = world.servers().toList();
        old.getFirst().game().allows();
        old.getFirst().says("DeletionAllowed", "Allowed", "");

        duel.changes(GAME.formatted("localhost/no-such-game:1", ""));
        world.strike();

        old.getFirst().isGone();
        duel.says("Progressing", "RolledBack", "runs in its place until the template is changed");
        duel.says("Available", "MinimumReplicasAvailable", "2 of 2");
        old.getLast().game().playsOn();
        World.eventually("two are there", () -> assertThat(world.servers()).hasSize(2));
    }

    @Interrupted
    void theFixReplacesItThoughTheNamespaceIsFull(World world) {
        GameType duel = GameType.create(world, "duel", 2, HASTY).isRolledOut();
        List<Server> old = world.servers().toList();
        world.create("resourcequotas", """
            {apiVersion: v1, kind: ResourceQuota, metadata: {name: full}, spec: {hard: {pods: "3"}}}
            """);
        duel.changes("spec: {template: {spec: {template: {spec: {nodeSelector: {no-such: node}}}}}}");
        duel.says("Progressing", "ProgressDeadlineExceeded", "No node takes the Pod");

        duel.changes("spec: {template: {spec: {capacity: 8, template: {spec: {nodeSelector: null}}}}}");
        world.strike();

        World.eventually(
                "one of the fix is ready",
                () -> assertThat(duel.get().at("/status/updatedReplicas").asInt())
                        .isPositive());
        old.forEach(server -> server.game().allows());
        old.forEach(Server::isGone);
        duel.isRolledOut();
    }
}
