package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What happens while no operator is there: no match is cut, and afterwards all comes right by itself. */
@Scenario
@Isolated("takes the operator away")
class AbsentTest {
    private static final String NODE = "node2";

    private final Nodes nodes = Nodes.ours(Cluster.connect());

    @AfterEach
    void keepTheNode() {
        nodes.keep(NODE);
    }

    @Test
    void whatPeopleTryEndsNoMatch(World world) {
        Fleet arena = world.fleet("arena", 2).becomesReady();
        Server busy = arena.server(0).isGuarded("armed");
        Server free = isFree(arena.server(1));
        Server torn = world.server("torn").becomes("Ready").isGuarded("armed");
        String gone = free.uid();

        Operator.inside(world.cluster()).isAwayWhile(() -> {
            isRefused(world, busy);
            torn.delete().change("metadata: {finalizers: null}");
            assertThat(world.cluster().delete(torn.pod()).code()).isEqualTo(403);
            world.cluster().evict(free.pod()).orFail();
            playOn(busy, torn);
        });

        torn.game().hearsThatItIsToGo();
        torn.game().allows();
        isGone(world, torn);
        arena.replaces(gone);
        arena.settles(2);
        busy.game().playsOn();
    }

    @Test
    void aNodeThatLeavesAndAMoreImportantPodEndNoMatch(World world) {
        Fleet arena = world.fleet("arena", 2, Nodes.prefer(NODE, "")).becomesReady();
        Server busy = arena.server(0).isGuarded("armed");
        Server free = isFree(arena.server(1));
        List<String> gone = Stream.of(busy, free).map(Server::uid).toList();

        Operator.inside(world.cluster()).isAwayWhile(() -> {
            world.urgentPod("urgent", NODE);
            playOn(busy);
            nodes.cordon(NODE);
            assertThat(world.cluster().evict(busy.pod()).code()).isEqualTo(429);
            nodes.taint(NODE, "example.com/repair", "NoExecute");
            busy.podTells("TaintManagerEviction");
            playOn(busy);
        });

        busy.game().hearsThatItIsToGo();
        busy.game().allows();
        gone.forEach(arena::replaces);
        arena.settles(2);
    }

    @Test
    void aWholeNamespaceThatIsDeletedWaitsForEachGame(World world) {
        Fleet arena = world.fleet("arena", 2).becomesReady();
        GameType duel = GameType.create(world, "duel", 1, "{}").isRolledOut();
        isFree(arena.server(1));
        Server busy = arena.server(0).isGuarded("armed");
        Server other = duel.fleet().server(0).isGuarded("armed");
        String namespace = "/api/v1/namespaces/" + world.namespace().name();

        Operator.inside(world.cluster()).isAwayWhile(() -> {
            duel.delete("Foreground");
            arena.delete("Background");
            playOn(busy, other);
            world.cluster().delete(namespace).orFail();
            areToGo(world);
            assertThat(world.cluster().evict(busy.pod()).code()).isIn(403, 429);
            playOn(busy, other);
        });

        Stream.of(busy, other).forEach(server -> server.waitsFor("AwaitingPermission"));
        arena.server(1).isGone();
        assertThat(world.servers().map(Server::name))
                .as("nothing is made in their place")
                .containsExactlyInAnyOrder(busy.name(), other.name());
        playOn(busy, other);
        Stream.of(busy, other).forEach(server -> server.game().allows());
        World.eventually(
                "the namespace is gone",
                () -> assertThat(world.cluster().get(namespace).code()).isEqualTo(404));
    }

    @Test
    void aNodeThatHangsEndsNoMatch(World world) {
        Fleet arena = world.fleet("arena", 1, Nodes.prefer(NODE, """
            tolerations: [{key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 2}], \
            """)).becomesReady();
        Server hung = arena.server(0).isGuarded("armed");
        String uid = hung.uid();

        try {
            Operator.inside(world.cluster()).isAwayWhile(() -> {
                nodes.hang(NODE);
                hung.podTells("TaintManagerEviction");
            });
            hung.says("Ready", "NodeUnreachable", "nobody knows whether the game still runs");
            arena.server(1).becomes("Ready").game().playsOn();
        } finally {
            nodes.bringBack(NODE);
        }
        hung.says("Ready", "Ready", "The game is ready").game().playsOn();
        assertThat(hung.uid()).isEqualTo(uid);
    }

    @Test
    void aNodeThatIsGoneForGoodHoldsNothingUp(World world) {
        Fleet arena = world.fleet("arena", 2, Nodes.prefer(NODE, "")).becomesReady();
        isFree(arena.server(1));
        List<String> gone = arena.servers(2).stream().map(Server::uid).toList();

        try {
            Operator.inside(world.cluster()).isAwayWhile(() -> {
                nodes.lose(NODE);
                nodes.remove(NODE);
            });
            gone.forEach(arena::replaces);
        } finally {
            nodes.bringBack(NODE);
        }
        arena.settles(2);
    }

    private static void isRefused(World world, Server busy) {
        Stream.of("{}", "{\"gracePeriodSeconds\": 0}", "{\"propagationPolicy\": \"Foreground\"}")
                .forEach(options -> assertThat(
                                world.cluster().delete(busy.pod(), options).code())
                        .as(options)
                        .isEqualTo(403));
        assertThat(world.cluster().evict(busy.pod()).code()).isEqualTo(429);
        Stream.of(
                        "metadata: {labels: {fermata.dev/guard: null}}",
                        "spec: {activeDeadlineSeconds: 1}",
                        "spec: {containers: [{name: game, image: 'localhost/busybox:2'}]}")
                .forEach(change -> assertThat(
                                world.cluster().strategic(busy.pod(), change).code())
                        .as(change)
                        .isEqualTo(403));
    }

    private static void areToGo(World world) {
        World.eventually(
                "its Servers are to go",
                () -> assertThat(world.servers())
                        .allMatch(server -> server.get().at("/metadata").has("deletionTimestamp")));
    }

    private static Server isFree(Server server) {
        server.game().allows();
        return server.isGuarded("lifted");
    }

    private static void playOn(Server... servers) {
        Stream.of(servers).forEach(server -> server.game().playsOn());
    }

    private static void isGone(World world, Server torn) {
        World.eventually(
                "the Pod of " + torn.name() + " is gone",
                () -> assertThat(world.cluster().get(torn.pod()).code()).isEqualTo(404));
    }
}
