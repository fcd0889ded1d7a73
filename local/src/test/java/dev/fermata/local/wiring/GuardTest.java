package dev.fermata.local.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.api.Labels;
import dev.fermata.wire.Guard;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the operator keeps for policies and evictions to look at. Neither is in force here. */
@Timeout(240)
class GuardTest {
    private static final String SAFE_TO_EVICT = "cluster-autoscaler.kubernetes.io/safe-to-evict";

    private World world;

    @BeforeEach
    void start() throws IOException {
        world = World.guarded();
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void the_guard_follows_the_permission_with_one_write_for_each_change() {
        up();
        assertThat(world.game("arena").state().guard()).isEqualTo(Guard.ARMED);
        assertThat(pod().getMetadata().getLabels()).containsEntry(Labels.GUARD, Labels.ARMED);
        assertThat(pod().getMetadata().getAnnotations()).containsEntry(SAFE_TO_EVICT, "false");

        long before = podPatches();
        world.game("arena").allow();
        world.eventually(() -> world.game("arena").state().guard() == Guard.LIFTED);
        assertThat(pod().getMetadata().getLabels()).containsEntry(Labels.GUARD, Labels.LIFTED);
        assertThat(pod().getMetadata().getAnnotations()).containsEntry(SAFE_TO_EVICT, "true");
        assertThat(podPatches()).isEqualTo(before + 1);

        world.game("arena").hold();
        world.eventually(() -> world.game("arena").state().guard() == Guard.ARMED);
        assertThat(pod().getMetadata().getLabels()).containsEntry(Labels.GUARD, Labels.ARMED);
        assertThat(podPatches()).isEqualTo(before + 2);
        world.stays(() -> podPatches() == before + 2);
    }

    @Test
    void a_label_that_somebody_takes_off_is_put_back() {
        up();
        world.pod("arena")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"labels\":{\"" + Labels.GUARD + "\":null}}}");
        world.eventually(
                () -> Labels.ARMED.equals(pod().getMetadata().getLabels().get(Labels.GUARD)));
    }

    @Test
    void a_namespace_has_one_budget_which_comes_back_when_it_is_deleted() {
        world.createFleet("lobby", 3);
        world.awaitReady("lobby-0", "lobby-1", "lobby-2");
        world.eventually(() -> budgets().size() == 1);
        PodDisruptionBudget budget = budgets().getFirst();
        assertThat(budget.getSpec().getMinAvailable().getIntVal()).isEqualTo(Integer.MAX_VALUE);
        assertThat(budget.getSpec().getSelector().getMatchLabels()).isEqualTo(Map.of(Labels.GUARD, Labels.ARMED));

        world.client
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(World.NAMESPACE)
                .withName(budget.getMetadata().getName())
                .delete();
        world.eventually(() -> budgets().stream()
                .anyMatch(found -> !Objects.equals(
                        found.getMetadata().getUid(), budget.getMetadata().getUid())));
        assertThat(budgets()).hasSize(1);
    }

    @Test
    void a_new_operator_arms_and_says_nothing_anew() {
        up();
        world.stopOperator();
        long before = podPatches();
        world.startOperator();
        world.createServer("other");
        world.awaitReady("other");
        assertThat(podPatches()).isEqualTo(before);
        assertThat(world.game("arena").state().guard()).isEqualTo(Guard.ARMED);
    }

    private void up() {
        world.createServer("arena");
        world.awaitReady("arena");
        world.game("arena").restart();
        world.eventually(() -> world.game("arena").state().guard() == Guard.ARMED);
    }

    private Pod pod() {
        return world.pod("arena").require();
    }

    private List<PodDisruptionBudget> budgets() {
        return world.client
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(World.NAMESPACE)
                .list()
                .getItems();
    }

    private long podPatches() {
        return world.server.traffic().counts().entrySet().stream()
                .filter(request -> request.getKey().toString().startsWith("patch pods "))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
