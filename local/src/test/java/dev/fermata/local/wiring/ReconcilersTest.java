package dev.fermata.local.wiring;

import static dev.fermata.local.wiring.World.NAMESPACE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.api.Labels;
import dev.fermata.local.apiserver.traffic.Call;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerStatus;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole way of Servers and Fleets, with the operator's own threads, caches and calls. */
@Timeout(240)
class ReconcilersTest {
    private World world;

    @BeforeEach
    void start() throws IOException {
        world = World.complete();
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void aFleetComesUp() {
        world.createFleet("arena", 3);

        world.awaitReady("arena-0", "arena-1", "arena-2");

        assertThat(world.server("arena-0").require().getMetadata().getFinalizers())
                .contains(Labels.HOLD);
        assertThat(world.pod("arena-0").require().getMetadata().getLabels()).containsEntry(Labels.ACTIVE, "true");
        world.eventually(
                () -> Integer.valueOf(3).equals(world.fleet("arena").getStatus().getReadyReplicas()));
    }

    @Test
    void freeServersLeaveAtOnceAndTheBusyOneWhenItsGameAllows() {
        world.createFleet("arena", 3);
        world.awaitReady("arena-0", "arena-1", "arena-2");
        world.game("arena-0").allow();
        world.game("arena-2").allow();
        world.eventually(() -> Boolean.TRUE.equals(world.status("arena-0").getAllowed())
                && Boolean.TRUE.equals(world.status("arena-2").getAllowed()));

        world.scale("arena", 0);

        world.awaitServers("arena-1");
        world.awaitWaiting("arena-1", "AwaitingPermission");
        world.stays(() -> world.pods().equals(List.of("arena-1")));
        assertThat(world.game("arena-1").state().drain()).isNotNull();
        world.eventually(() -> world.get("/metrics")
                .contains("fermata_servers_waiting{fleet=\"arena\",namespace=\"" + NAMESPACE
                        + "\",reason=\"AwaitingPermission\"} 1"));
        world.eventually(() -> world.get("/metrics").contains("fermata_pod_deletions_total{cause=\"Sealed\"} 2.0"));
        world.eventually(() -> world.get("/metrics").contains("fermata_permission_to_gone_seconds_count 2"));
        world.game("arena-1").allow();
        world.awaitServers();
        world.eventually(() -> world.get("/metrics").contains("fermata_pod_deletions_total{cause=\"Sealed\"} 3.0"));
        assertThat(world.get("/metrics")).doesNotContain("fermata_servers_waiting{");
    }

    @Test
    void scalingUpAgainTakesTheDrainBack() {
        world.createFleet("arena", 1);
        world.awaitReady("arena-0");
        world.scale("arena", 0);
        world.awaitWaiting("arena-0", "AwaitingPermission");
        world.eventually(() -> world.game("arena-0").state().drain() != null);

        world.scale("arena", 1);

        world.awaitReady("arena-0");
        world.eventually(() -> world.game("arena-0").state().drain() == null);
        world.eventually(() -> "true"
                .equals(world.pod("arena-0").require().getMetadata().getLabels().get(Labels.ACTIVE)));
        assertThat(world.servers()).containsExactly("arena-0");
    }

    @Test
    void aSilentSidecarIsWaitedForAndSaidToBeSilent() {
        world.createFleet("arena", 1);
        world.awaitReady("arena-0");
        world.game("arena-0").fallSilent();

        world.scale("arena", 0);

        world.awaitWaiting("arena-0", "SidecarUnreachable");
        world.stays(() -> world.pods().equals(List.of("arena-0")));
        world.game("arena-0").allow();
        world.game("arena-0").wake();
        world.awaitServers();
    }

    @Test
    void aSidecarThatRestartsIsToldOfTheDrainAgain() {
        world.createFleet("arena", 1);
        world.awaitReady("arena-0");
        world.scale("arena", 0);
        world.eventually(() -> world.game("arena-0").state().drain() != null);

        world.game("arena-0").restart();

        world.eventually(() -> world.game("arena-0").state().drain() != null);
        assertThat(world.pods()).containsExactly("arena-0");
    }

    @Test
    void anOperatorThatComesBackFinishesWhatAnotherBegan() {
        world.createFleet("arena", 2);
        world.stopOperator();
        world.startOperator();
        world.awaitReady("arena-0", "arena-1");
        world.scale("arena", 0);
        world.awaitWaiting("arena-0", "AwaitingPermission");
        world.stopOperator();
        world.game("arena-0").allow();

        world.startOperator();

        world.awaitServers("arena-1");
        world.stopOperator();
        world.scale("arena", 2);
        world.startOperator();
        world.awaitReady("arena-0", "arena-1");
        world.eventually(() -> world.game("arena-1").state().drain() == null);
    }

    @Test
    void writesThatAreOvertakenAreDecidedAfresh() {
        world.server.traffic().next(5, Call.of("patch", "servers/status")).refuse(409, "Conflict");
        world.server.traffic().next(3, Call.of("patch", "fleets/status")).refuse(409, "Conflict");

        world.createFleet("arena", 3);

        world.awaitReady("arena-0", "arena-1", "arena-2");
    }

    @Test
    void answersThatAreLostMakeNothingTwice() {
        world.server.traffic().next(2, Call.of("create", "servers")).cutAfter();
        world.server.traffic().next(2, Call.of("create", "pods")).cutAfter();

        world.createFleet("arena", 3);

        world.awaitReady("arena-0", "arena-1", "arena-2");
        assertThat(world.servers()).hasSize(3);
        assertThat(world.pods()).hasSize(3);
    }

    @Test
    void watchesThatBreakAreMadeUpFor() {
        world.createFleet("arena", 2);
        world.awaitReady("arena-0", "arena-1");

        world.server.dropWatches();
        world.server.compact();
        world.scale("arena", 4);

        world.awaitReady("arena-0", "arena-1", "arena-2", "arena-3");
    }

    @Test
    void aNameThatSomebodyElseHasIsLeftAlone() {
        world.createServer("arena-0");
        world.awaitReady("arena-0");

        world.createFleet("arena", 2);

        world.awaitReady("arena-1", "arena-2");
        assertThat(world.servers()).containsExactly("arena-0", "arena-1", "arena-2");
        assertThat(world.server("arena-0").require().getMetadata().getOwnerReferences())
                .isEmpty();
    }

    /** The first creation that comes is that of arena-2; those after the next two are of arena-2 again. */
    @Test
    void aNameThatIsRefusedForGoodIsSaidAndHoldsUpNoOther() {
        world.createFleet("arena", 2);
        world.awaitReady("arena-0", "arena-1");
        AtomicInteger creations = new AtomicInteger();
        world.server
                .traffic()
                .next(
                        100,
                        call -> Call.of("create", "servers").test(call)
                                && !Set.of(2, 3).contains(creations.incrementAndGet()))
                .refuse(422, "Invalid");

        world.scale("arena", 5);

        world.awaitReady("arena-3", "arena-4");
        world.eventually(() -> world.fleet("arena").getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getReason().equals("CreationRefused")
                        && condition.getMessage().contains("arena-2 (Invalid)")));
        assertThat(world.servers()).containsExactly("arena-0", "arena-1", "arena-3", "arena-4");
        world.eventually(() -> creations.get() > 3);
        world.server.traffic().clearFaults();
        world.awaitReady("arena-2");
    }

    @Test
    void aForeignPodInAServersPlaceIsSaidAndWaitedFor() {
        Pod foreign = new PodBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName("solo")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("other")
                .withImage("other:1")
                .endContainer()
                .endSpec()
                .build();
        world.client.resource(foreign).create();

        world.createServer("solo");

        world.eventually(() -> world.status("solo").getConditions() != null
                && world.status("solo").getConditions().stream()
                        .anyMatch(condition -> condition.getMessage().contains("already exists")));
        String uid = world.pod("solo").require().getMetadata().getUid();
        world.pod("solo").withGracePeriod(0).delete();
        world.awaitReady("solo");
        assertThat(world.pod("solo").require().getMetadata().getUid()).isNotEqualTo(uid);
    }

    @Test
    void aServerThatAPersonDeletesWaitsForItsGame() {
        world.createServer("solo");
        world.awaitReady("solo");
        assertThat(world.server("solo").require().getMetadata().getFinalizers()).contains(Labels.HOLD);

        world.server("solo").delete();

        world.awaitWaiting("solo", "AwaitingPermission");
        assertThat(world.game("solo").state().drain()).isNotNull();
        world.game("solo").allow();
        world.awaitServers();
    }

    @Test
    void eachServerOfADeletedFleetWaitsForItsGame() {
        world.createFleet("arena", 2);
        world.awaitReady("arena-0", "arena-1");

        world.client
                .resources(Fleet.class)
                .inNamespace(NAMESPACE)
                .withName("arena")
                .delete();

        world.awaitWaiting("arena-0", "AwaitingPermission");
        world.awaitWaiting("arena-1", "AwaitingPermission");
        world.game("arena-0").allow();
        world.awaitServers("arena-1");
        world.game("arena-1").allow();
        world.awaitServers();
    }

    @Test
    void aGameThatEndsIsReplacedByAnotherServerOfTheFleet() {
        world.createFleet("arena", 1);
        world.awaitReady("arena-0");
        String first = world.server("arena-0").require().getMetadata().getUid();

        world.kubelet.finish(NAMESPACE, "arena-0", 0);

        world.eventually(() -> only().map(Server::getStatus)
                        .map(status -> status.getPhase() == ServerStatus.Phase.Ready)
                        .orElse(false)
                && !only().orElseThrow().getMetadata().getUid().equals(first));
        assertThat(only().orElseThrow().getMetadata().getOwnerReferences())
                .extracting(OwnerReference::getName)
                .containsExactly("arena");
    }

    @Test
    void aPodWhoseServerIsGoneIsHeldUntilItsGameAllows() {
        world.createServer("solo");
        world.awaitReady("solo");
        Pod pod = world.pod("solo").require();
        world.server("solo").withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
        world.eventually(() ->
                world.pod("solo").require().getMetadata().getOwnerReferences().isEmpty());

        world.server("solo").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");

        world.eventually(() -> world.servers().isEmpty());
        world.stays(() -> world.pods().equals(List.of("solo")));
        world.games.game(pod).allow();
        world.awaitServers();
    }

    /** The Server, if there is one and no other. */
    private Optional<Server> only() {
        List<Server> servers = world.client.resources(Server.class).list().getItems();
        return servers.size() == 1 ? Optional.of(servers.getFirst()) : Optional.empty();
    }
}
