package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Many versions, one after another, faster than games end. */
@Scenario
class RevisionTest {
    private static final int MANY = 10;

    @Interrupted
    void aThirdVersionInTheMiddleDrainsAllOlderOnesAtOnce(World world) {
        GameType duel = GameType.create(world, "duel", 2, "spec: {strategy: {maxSurge: 100%}}")
                .isRolledOut();
        List<Server> first = world.servers().toList();
        duel.changes("spec: {template: {spec: {capacity: 2}}}");
        duel.isRolledOut();
        List<Server> second =
                world.servers().filter(server -> !first.contains(server)).toList();

        duel.changes("spec: {template: {spec: {capacity: 3}}}");
        world.strike();

        duel.isRolledOut();
        List<Server> old = world.servers()
                .filter(server -> first.contains(server) || second.contains(server))
                .toList();
        assertThat(old).as("all are busy, and all wait at the same time").hasSize(4);
        old.forEach(server -> server.game().hearsThatItIsToGo());
        old.forEach(server -> server.game().allows());
        old.forEach(Server::isGone);
    }

    @Interrupted
    void aTenthVersionComesUpThoughNoneOfTheNineBeforeItEverDid(World world) {
        GameType duel = GameType.create(world, "duel", 2, "spec: {strategy: {maxSurge: 100%}}")
                .isRolledOut();
        List<Server> first = world.servers().toList();
        for (int version = 2; version < MANY; version++) {
            duel.changes("spec: {template: {spec: {capacity: %d, template: {spec: {nodeSelector: {no-such: node}}}}}}"
                    .formatted(version));
        }
        world.strike();
        duel.changes(
                "spec: {template: {spec: {capacity: %d, template: {spec: {nodeSelector: null}}}}}".formatted(MANY));

        duel.isRolledOut();
        first.forEach(server -> server.game().hearsThatItIsToGo());
        first.forEach(server -> server.game().playsOn());
        first.forEach(server -> server.game().allows());
        first.forEach(Server::isGone);
        World.eventually("two are there", () -> assertThat(world.servers()).hasSize(2));
    }

    @Interrupted
    void backToTheVersionBeforeTakesItsServersBackAndTellsTheirGames(World world) {
        GameType duel = GameType.create(world, "duel", 2, "spec: {strategy: {maxSurge: 100%}}")
                .isRolledOut();
        List<Server> first = world.servers().toList();
        List<String> uids = first.stream().map(Server::uid).toList();
        String revision = duel.get().at("/status/currentRevision").asText();
        duel.changes("spec: {template: {spec: {capacity: 2}}}");
        first.forEach(server -> server.game().hearsThatItIsToGo());

        duel.changes("spec: {revision: %s}".formatted(revision));
        world.strike();

        first.forEach(server -> server.game().hearsThatItMayStay());
        world.servers()
                .filter(server -> !first.contains(server))
                .forEach(server -> server.game().allows());
        World.eventually(
                "only the first two are there",
                () -> assertThat(world.servers().map(Server::uid)).containsExactlyInAnyOrderElementsOf(uids));
        duel.isRolledOut();
        first.forEach(server -> server.game().playsOn());
    }

    @Interrupted
    void theNumberChangesInTheMiddleByWhateverMeans(World world) {
        GameType duel = GameType.create(world, "duel", 2, "spec: {strategy: {maxSurge: 100%}}")
                .isRolledOut();
        List<Server> first = world.servers().toList();

        duel.changes("spec: {replicas: 3, template: {spec: {capacity: 2}}}");
        duel.isRolledOut();
        assertThat(world.servers().filter(server -> !first.contains(server))).hasSize(3);
        duel.scale(0);
        world.strike();
        World.eventually(
                "all are asked to go",
                () -> assertThat(duel.get().at("/status/drainingReplicas").asInt())
                        .isEqualTo(5));
        duel.scale(1);

        duel.isRolledOut();
        List<Server> stay = world.servers()
                .filter(server -> !first.contains(server))
                .filter(server -> server.get().at("/spec/drains").isEmpty())
                .toList();
        assertThat(stay).as("one of the newest is taken back, none is made").hasSize(1);
        stay.getFirst().game().hearsThatItMayStay();
        stay.getFirst().game().playsOn();
    }

    @Interrupted
    void anAutoscalerOfKubernetesChangesTheNumberInTheMiddle(World world) {
        GameType duel = GameType.create(world, "duel", 1, "spec: {strategy: {maxSurge: 100%}}")
                .isRolledOut();
        List<Server> first = world.servers().toList();

        duel.changes("spec: {template: {spec: {capacity: 2}}}");
        // Below its minimum it needs no metrics.
        world.autoscaler("""
            metadata: {name: duel}
            spec:
              scaleTargetRef: {apiVersion: fermata.dev/v1alpha1, kind: GameType, name: duel}
              minReplicas: 3
              maxReplicas: 5
            """);
        world.strike();

        World.eventually(
                "it is scaled up",
                () -> assertThat(duel.get().at("/spec/replicas").asInt()).isEqualTo(3));
        duel.isRolledOut();
        assertThat(world.servers().filter(server -> !first.contains(server))).hasSize(3);
        first.getFirst().game().hearsThatItIsToGo();
        first.getFirst().game().playsOn();
    }

    @Interrupted
    void whatIsAppliedWithoutANumberKeepsTheNumber(World world) {
        GameType duel = GameType.apply(world, "duel", "{}");
        duel.isRolledOut();
        duel.scale(3);
        duel.isRolledOut();
        List<Server> three = world.servers().toList();

        GameType.apply(world, "duel", "metadata: {labels: {team: blue}}");
        world.strike();

        duel.isRolledOut();
        assertThat(duel.get().at("/spec/replicas").asInt()).isEqualTo(3);
        assertThat(world.servers())
                .as("labels of the GameType itself start no rollout")
                .containsExactlyInAnyOrderElementsOf(three);
        assertThat(duel.get().at("/status/revisions").size()).isOne();
    }

    @Interrupted
    void pausedItMovesNothingAndKeepsItsNumberWhateverThatIs(World world) {
        GameType duel = GameType.create(world, "duel", 2, "spec: {strategy: {maxSurge: 100%}}")
                .isRolledOut();
        String revision = duel.get().at("/status/currentRevision").asText();

        duel.changes("spec: {paused: true, replicas: 3, template: {spec: {capacity: 2}}}");
        world.strike();

        duel.says("Progressing", "Paused", "no Server moves to another revision");
        World.eventually("there are three", () -> assertThat(world.servers()).hasSize(3));
        assertThat(world.servers().map(Server::name)).allMatch(name -> name.startsWith("duel-" + revision));
        world.servers()
                .forEach(server -> assertThat(server.get().at("/spec/drains"))
                        .as("%s is not asked to go", server.name())
                        .isEmpty());
        List<Server> old = world.servers().toList();
        duel.changes("spec: {paused: false}");
        old.forEach(server -> server.game().hearsThatItIsToGo());
        duel.isRolledOut();
    }

    @Interrupted
    void everyPartOfTheTemplateIsAnotherVersion(World world) {
        GameType duel = GameType.create(world, "duel", 0, "{}");
        List<String> parts = List.of(
                "capacity: 2",
                "deletion: {timeoutSeconds: 60}",
                "sidecar: {logLevel: debug}",
                "template: {metadata: {labels: {season: winter}}}",
                "template: {spec: {terminationGracePeriodSeconds: 7}}");
        Set<String> revisions = new TreeSet<>();
        World.eventually(
                "there is a revision",
                () -> assertThat(revisions.add(duel.revision())).isTrue());
        world.strike();
        for (String part : parts) {
            duel.changes("spec: {template: {spec: {%s}}}".formatted(part));
            World.eventually(
                    part + " is another revision",
                    () -> assertThat(revisions.add(duel.revision())).isTrue());
        }
        duel.changes("metadata: {annotations: {their: own}}");
        duel.changes("spec: {strategy: {maxSurge: 2}}");
        duel.isRolledOut();
        assertThat(revisions).contains(duel.revision()).hasSize(parts.size() + 1);
    }
}
