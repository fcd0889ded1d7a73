package dev.fermata.operator.server;

import static dev.fermata.operator.server.Case.NOW;
import static dev.fermata.operator.server.Case.allowing;
import static dev.fermata.operator.server.Case.holding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.api.Labels;
import dev.fermata.operator.Transcript;
import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.plan.NodeState;
import dev.fermata.operator.plan.Step;
import dev.fermata.wire.Guard;
import dev.fermata.wire.SidecarState;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When a Pod's guard is armed and lifted, and when its game hears of it. */
class GuardingTest {
    private static final Instant LONG_AGO = NOW.minusSeconds(60);

    @Test
    void a_pod_is_armed_from_its_creation_if_the_guard_is_installed() {
        var guarded = new Case().guarded(Protection.WHOLE).running().bound().getMetadata();
        assertThat(guarded.getLabels()).containsEntry(Labels.GUARD, Labels.ARMED);
        assertThat(guarded.getAnnotations()).containsEntry(DesiredPod.SAFE_TO_EVICT, "false");
        var bare = new Case().running().bound().getMetadata();
        assertThat(bare.getLabels()).doesNotContainKey(Labels.GUARD);
        assertThat(bare.getAnnotations()).doesNotContainKey(DesiredPod.SAFE_TO_EVICT);
    }

    @Test
    void without_the_guard_nothing_is_labelled_and_a_game_is_told_that_there_is_none() {
        Case bare = settled(Protection.OFF).saying(saying(holding(), Guard.UNKNOWN));
        assertThat(bare.transcript()).containsExactly("acknowledge 7");
        assertThat(settled(Protection.OFF)
                        .saying(saying(allowing(), Guard.NONE))
                        .transcript())
                .containsExactly("status Ready");
    }

    @Test
    void a_game_counts_on_its_guard_only_after_a_live_read_of_its_pod() {
        Case holding = settled(Protection.WHOLE).saying(saying(holding(), Guard.UNKNOWN));
        assertThat(holding.transcript()).containsExactly("ask LIVE_POD");
        assertThat(holding.samePodLive().transcript()).containsExactly("acknowledge 7 armed");
    }

    @Test
    void a_pod_that_is_on_its_way_out_by_the_live_read_is_no_longer_guarded() {
        Case holding = settled(Protection.WHOLE).saying(saying(holding(), Guard.UNKNOWN));
        var leaving = new PodBuilder(holding.bound())
                .editMetadata()
                .withDeletionTimestamp(NOW.plusSeconds(30).toString())
                .endMetadata()
                .build();
        assertThat(holding.livePod(leaving).transcript()).noneMatch(step -> step.startsWith("acknowledge"));
    }

    @Test
    void a_pod_that_is_not_armed_by_the_live_read_is_armed_again_before_its_game_hears() {
        Case holding = settled(Protection.WHOLE).saying(saying(holding(), Guard.UNKNOWN));
        var bare = new PodBuilder(holding.bound())
                .editMetadata()
                .addToLabels(Labels.GUARD, Labels.LIFTED)
                .endMetadata()
                .build();
        assertThat(holding.livePod(bare).transcript()).containsExactly("arm demo-0", "again in 2 s");
    }

    @Test
    void an_armed_guard_is_told_when_it_has_settled() {
        Case holding = settled(Protection.WHOLE).armed(NOW.minusMillis(1500)).saying(saying(holding(), Guard.UNKNOWN));
        assertThat(holding.transcript()).containsExactly("again in 0 s");
        assertThat(holding.at(NOW.plusMillis(500)).transcript()).containsExactly("ask LIVE_POD");
    }

    @Test
    void a_guard_from_the_pods_creation_settles_from_the_second_after_it() {
        Case young = settled(Protection.WHOLE).saying(saying(holding(), Guard.UNKNOWN));
        assertThat(young.at(Case.CREATED.plusMillis(2999)).transcript())
                .noneMatch(step -> step.startsWith("ask") || step.startsWith("acknowledge"));
        assertThat(young.at(Case.CREATED.plusMillis(3000)).transcript()).containsExactly("ask LIVE_POD");
    }

    @Test
    void a_permission_lifts_the_guard_and_is_acknowledged_after_that() {
        Case allowing = new Case().guarded(Protection.WHOLE).running().saying(saying(allowing(), Guard.UNKNOWN));
        allowing.had(allowing.status());
        assertThat(allowing.transcript()).containsExactly("lift demo-0", "again in 0 s");
        assertThat(allowing.lifted(NOW).transcript()).containsExactly("acknowledge 7 lifted");
    }

    @Test
    void a_game_that_flips_does_not_make_the_guard_flip_faster_than_it_settles() {
        Case allowing = new Case().guarded(Protection.WHOLE).running().saying(saying(allowing(), Guard.UNKNOWN));
        allowing.had(allowing.status()).armed(NOW.minusSeconds(1));
        assertThat(allowing.transcript()).containsExactly("again in 1 s");
    }

    @Test
    void a_lift_that_is_refused_is_tried_again_later_and_not_at_once() {
        Case refused = settled(Protection.WHOLE)
                .armed(LONG_AGO)
                .saying(saying(allowing(), Guard.UNKNOWN))
                .refused(Step.LiftGuard.class, NOW);
        refused.had(refused.status());
        assertThat(refused.transcript()).containsExactly("again in 5 s");
    }

    @Test
    void a_guard_that_is_lifted_by_hand_is_lifted_though_the_game_holds_and_an_event_says_so() {
        Case holding = settled(Protection.WHOLE)
                .armed(LONG_AGO)
                .emergency("incident 7")
                .saying(saying(holding(), Guard.ARMED));
        assertThat(holding.transcript())
                .containsExactly(
                        "lift demo-0",
                        "acknowledge 7",
                        "event GuardLifted: The guard was lifted by hand (incident 7): whoever may delete or evict"
                                + " Pods may now end this match.",
                        "again in 0 s");
        assertThat(settled(Protection.WHOLE)
                        .lifted(NOW)
                        .emergency("incident 7")
                        .saying(saying(holding(), Guard.NONE))
                        .transcript())
                .isEmpty();
    }

    @Test
    void a_guard_that_is_no_longer_lifted_by_hand_is_armed_again() {
        assertThat(settled(Protection.WHOLE)
                        .lifted(NOW)
                        .saying(saying(holding(), Guard.NONE))
                        .transcript())
                .containsExactly("arm demo-0", "again in 2 s");
    }

    @Test
    void a_hold_arms_the_guard_at_once() {
        Case holding = settled(Protection.WHOLE).lifted(NOW).saying(saying(holding(), Guard.UNKNOWN));
        assertThat(holding.transcript()).containsExactly("arm demo-0", "again in 2 s");
    }

    @Test
    void a_guard_that_somebody_took_off_is_armed_again_unless_the_game_is_known_to_allow() {
        Case silent = settled(Protection.WHOLE).lifted(LONG_AGO);
        assertThat(silent.transcript()).containsExactly("arm demo-0", "again in 2 s");
        Case allowed = new Case().guarded(Protection.WHOLE).running().saying(saying(allowing(), Guard.LIFTED));
        allowed.had(allowed.status()).lifted(LONG_AGO);
        assertThat(allowed.transcript()).isEmpty();
        Case forgotten = new Case()
                .guarded(Protection.WHOLE)
                .running()
                .had(allowed.server().getStatus());
        assertThat(forgotten.lifted(LONG_AGO).transcript()).isEmpty();
    }

    @Test
    void a_namespace_without_a_budget_gets_one_and_until_then_nobody_may_count_on_it() {
        Case bare = settled(Protection.WITHOUT_BUDGET).saying(saying(holding(), Guard.UNKNOWN));
        assertThat(bare.transcript()).containsExactly("create budget in games", "acknowledge 7");
        Case told = settled(Protection.WHOLE).saying(saying(holding(), Guard.NONE));
        assertThat(told.samePodLive().transcript()).containsExactly("acknowledge 7 armed");
    }

    @Test
    void a_budget_is_over_all_armed_pods_and_says_what_it_is_for() {
        var budget = DesiredBudget.in("games");
        assertThat(budget.getSpec().getMinAvailable().getIntVal()).isEqualTo(Integer.MAX_VALUE);
        assertThat(budget.getSpec().getSelector().getMatchLabels())
                .containsExactly(Map.entry(Labels.GUARD, Labels.ARMED));
        assertThat(budget.getMetadata().getAnnotations().get("kubernetes.io/description"))
                .contains("Pods whose games hold are not evicted");
    }

    @Test
    void a_budget_that_is_refused_is_tried_again_later_and_is_in_nobodys_way() {
        Case refused = settled(Protection.WITHOUT_BUDGET)
                .refused(Step.CreateBudget.class, NOW)
                .saying(saying(holding(), Guard.UNKNOWN));
        assertThat(refused.transcript()).containsExactly("acknowledge 7", "again in 5 s");
        refused.deleted();
        assertThat(refused.status().getWaitingFor()).isEqualTo("AwaitingPermission");
    }

    @Test
    void a_draining_game_that_holds_again_is_guarded_again() {
        Case draining =
                new Case().guarded(Protection.WHOLE).running().inactive().drained();
        draining.saying(Case.told(saying(holding(), Guard.UNKNOWN), Case.scaleDown()))
                .told(NOW.minusSeconds(9));
        draining.lifted(LONG_AGO);
        draining.had(draining.status());
        assertThat(draining.transcript()).contains("arm demo-0");
        draining.armed(LONG_AGO);
        assertThat(draining.transcript()).containsExactly("ask LIVE_POD");
        assertThat(draining.samePodLive().transcript()).contains("acknowledge 7 armed");
    }

    @Test
    void a_game_that_may_go_is_not_asked_for_its_guard_on_the_way() {
        Case going = new Case().guarded(Protection.WHOLE).running().inactive().drained();
        going.saying(Case.told(saying(allowing(), Guard.UNKNOWN), Case.scaleDown()));
        assertThat(going.transcript()).containsExactly("seal");
    }

    @Test
    void on_a_node_that_is_gone_the_guard_is_lifted_once_that_is_certain() {
        Case lost = settled(Protection.WHOLE).on(NodeState.GONE);
        assertThat(lost.transcript()).containsExactly("ask LIVE_NODE");
        assertThat(lost.liveNode(new Answer.Absent<>()).transcript()).contains("lift demo-0");
        assertThat(settled(Protection.WHOLE).on(NodeState.OUT_OF_SERVICE).transcript())
                .contains("lift demo-0");
        assertThat(settled(Protection.WHOLE).on(NodeState.UNREACHABLE).transcript())
                .doesNotContain("lift demo-0");
    }

    @Test
    void a_pod_without_its_server_is_guarded_as_long_as_its_game_holds() {
        Case orphan = new Case().guarded(Protection.WHOLE).running().inactive().lifted(LONG_AGO);
        Conversation said = new Conversation(
                new Sidecar.Reachable(
                        Case.told(
                                saying(holding(), Guard.UNKNOWN),
                                Request.orphaned(Case.CREATED).notice()),
                        NOW.minusSeconds(1)),
                false,
                null,
                NOW.minusSeconds(9));
        OrphanObservation seen = new OrphanObservation(
                NOW,
                orphan.bound(),
                new Answer.Absent<>(),
                new Answer.NotAsked<>(),
                new NodeView(NodeState.PRESENT, null, "192.0.2.1", null, List.of()),
                new Answer.NotAsked<>(),
                said,
                Duration.ofSeconds(5),
                Protection.WHOLE);
        assertThat(Transcript.of(OrphanPlanner.plan(seen))).contains("arm demo-0");
    }

    /** Its status says all there is to say of a game that holds. */
    private static Case settled(Protection protection) {
        Case running = new Case().guarded(protection).running();
        return running.had(running.status());
    }

    private static SidecarState saying(SidecarState state, Guard guard) {
        return new SidecarState(
                state.instance(),
                state.version(),
                state.allowed(),
                state.sealed(),
                state.terminating(),
                guard,
                state.drain(),
                state.players());
    }
}
