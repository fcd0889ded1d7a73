package dev.fermata.operator.server;

import static dev.fermata.operator.server.Case.ASKED;
import static dev.fermata.operator.server.Case.NOW;
import static dev.fermata.operator.server.Case.allowing;
import static dev.fermata.operator.server.Case.holding;
import static dev.fermata.operator.server.Case.scaleDown;
import static dev.fermata.operator.server.Case.sealed;
import static dev.fermata.operator.server.Case.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.plan.NodeState;
import dev.fermata.operator.plan.Step;
import dev.fermata.v1alpha1.ServerStatus;
import dev.fermata.v1alpha1.serverspec.Deletion;
import dev.fermata.v1alpha1.serverspec.Drains;
import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.Guard;
import dev.fermata.wire.SidecarState;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done about a Server, case by case, in the words of its plans. */
class ServerPlannerTest {
    private static final Answer<NodeView> NODE_GONE = new Answer.Absent<>();

    @Test
    void a_server_made_by_hand_gets_its_finalizer_before_anything_else() {
        assertThat(new Case().withoutFinalizer().transcript()).containsExactly("stamp demo-0");
    }

    @Test
    void a_held_server_gets_its_pod() {
        assertThat(new Case().transcript()).containsExactly("create pod demo-0", "again in 10 s");
    }

    @Test
    void a_pod_that_is_on_its_usual_way_up_is_not_written_about_until_it_has_taken_ten_seconds() {
        Case starting = new Case().waiting("PodInitializing").at(Case.CREATED.plusSeconds(3));
        assertThat(starting.transcript()).containsExactly("again in 7 s");
        assertThat(starting.at(Case.CREATED.plusSeconds(10)).transcript()).containsExactly("status Starting");
        Case unready = new Case().unready().at(Case.CREATED.plusSeconds(3));
        assertThat(unready.transcript()).containsExactly("again in 7 s");
        assertThat(unready.at(Case.CREATED.plusSeconds(10)).transcript()).containsExactly("status Starting");
        Case unseen = new Case().unbound(null).at(Case.CREATED.plusSeconds(3));
        assertThat(unseen.transcript()).containsExactly("again in 7 s");
        assertThat(unseen.at(Case.CREATED.plusSeconds(10)).transcript())
                .containsExactly("status Pending", "event Unscheduled: No node takes the Pod yet.");
    }

    @Test
    void a_pod_that_was_made_by_another_clock_is_written_about_at_once() {
        assertThat(new Case()
                        .waiting("PodInitializing")
                        .at(Case.CREATED.minusSeconds(60))
                        .transcript())
                .containsExactly("status Starting");
    }

    @Test
    void what_is_in_the_way_of_a_pod_is_written_at_once() {
        assertThat(new Case()
                        .waiting("ErrImagePull")
                        .at(Case.CREATED.plusSeconds(3))
                        .transcript())
                .startsWith("status Starting");
        assertThat(new Case()
                        .unbound("0/3 nodes are available.")
                        .at(Case.CREATED.plusSeconds(3))
                        .transcript())
                .startsWith("status Pending");
    }

    @Test
    void what_the_status_said_before_is_corrected_at_once() {
        Case made = new Case().waiting("PodInitializing").at(Case.CREATED.plusSeconds(3));
        made.had(new Case().refused(Step.CreatePod.class, NOW).status());
        assertThat(made.transcript()).containsExactly("status Starting");
    }

    @Test
    void a_sidecars_first_word_says_nothing_new_and_is_acknowledged_without_a_write() {
        Case starting = new Case().waiting("PodInitializing").at(Case.CREATED.plusSeconds(3));
        starting.nudged(Case.CREATED.plusSeconds(2));
        assertThat(starting.transcript()).containsExactly("fetch", "again in 7 s");
        starting.saying(holding());
        assertThat(starting.transcript()).containsExactly("acknowledge 7", "again in 7 s");
        Case late = new Case().running();
        late.had(late.status()).nudged(NOW.minusSeconds(2)).saying(holding());
        assertThat(late.transcript()).containsExactly("acknowledge 7");
    }

    @Test
    void a_permission_that_is_not_on_record_is_not_acknowledged() {
        Case starting = new Case().waiting("PodInitializing").at(Case.CREATED.plusSeconds(3));
        starting.nudged(Case.CREATED.plusSeconds(2)).saying(allowing());
        assertThat(starting.transcript()).containsExactly("again in 7 s");
        Case refused = new Case().running().refused(Step.WriteServerStatus.class, NOW);
        refused.nudged(NOW.minusSeconds(2)).saying(allowing());
        assertThat(refused.transcript()).containsExactly("again in 5 s");
    }

    @Test
    void players_that_are_yet_to_be_written_are_not_acknowledged() {
        Case playing = new Case().running().saying(holding());
        playing.had(playing.status());
        SidecarState more = new SidecarState("one", 8, false, false, false, Guard.NONE, null, 5);
        playing.saying(more).nudged(NOW.minusSeconds(2)).statusWritten(NOW.minusSeconds(4));
        assertThat(playing.transcript()).containsExactly("again in 6 s");
        playing.statusWritten(NOW.minusSeconds(10));
        assertThat(playing.transcript()).containsExactly("status Ready", "acknowledge 8");
    }

    @Test
    void a_server_that_is_being_deleted_gets_no_pod_and_is_released_only_after_a_live_read() {
        assertThat(new Case().deleted().transcript()).containsExactly("ask LIVE_POD");
        assertThat(new Case().deleted().noPodLive().transcript()).containsExactly("release demo-0");
    }

    @Test
    void a_pod_of_somebody_else_with_the_same_name_holds_nothing() {
        Case other = new Case().running();
        other.bound().getMetadata().setOwnerReferences(List.of());
        other.bound().getMetadata().getLabels().clear();
        assertThat(new Case().deleted().livePod(other.bound()).transcript()).containsExactly("release demo-0");
    }

    @Test
    void a_drained_server_without_a_pod_is_deleted() {
        assertThat(new Case().drained().noPodLive().transcript()).containsExactly("delete server demo-0");
    }

    @Test
    void before_a_game_is_told_its_pod_stops_counting() {
        assertThat(new Case().running().drained().transcript())
                .containsExactly("mark inactive demo-0", "tell ScaleDown");
    }

    @Test
    void a_busy_game_is_waited_for_and_the_status_says_so() {
        Case busy = new Case().running().inactive().drained().saying(told(holding(), scaleDown()));
        assertThat(busy.transcript())
                .containsExactly(
                        "status Draining waiting for AwaitingPermission",
                        "event Ready: The game is ready on node node-a.",
                        "event DrainRequested: Asked to go by fleet/demo at 2026-01-01T11:59:00Z (ScaleDown); no"
                                + " deadline.",
                        "event AwaitingPermission: The game has not allowed its deletion; asked to go by fleet/demo at"
                                + " 2026-01-01T11:59:00Z (ScaleDown); no deadline.",
                        "again in 4 s");
    }

    @Test
    void a_busy_game_is_asked_again_every_five_seconds() {
        Case busy = new Case().running().inactive().drained().saying(told(holding(), scaleDown()));
        busy.had(busy.status()).saying(told(holding(), scaleDown()), NOW.minusSeconds(5));
        assertThat(busy.transcript()).containsExactly("fetch");
    }

    @Test
    void while_an_answer_is_on_its_way_nothing_else_is_said() {
        Case busy = new Case().running().inactive().drained().saying(told(holding(), scaleDown()));
        busy.had(busy.status())
                .saying(told(holding(), scaleDown()), NOW.minusSeconds(60))
                .underway();
        assertThat(busy.transcript()).isEmpty();
    }

    @Test
    void what_a_status_says_does_not_change_with_time_alone() {
        Case busy = new Case().running().inactive().drained().saying(told(holding(), scaleDown()));
        busy.had(busy.status()).at(NOW.plusSeconds(3600)).saying(told(holding(), scaleDown()));
        assertThat(busy.transcript()).containsExactly("again in 4 s");
    }

    @Test
    void a_new_instance_of_the_sidecar_is_told_again() {
        assertThat(new Case().running().inactive().drained().saying(holding()).transcript())
                .contains("tell ScaleDown");
    }

    @Test
    void a_game_that_allows_is_sealed_first() {
        assertThat(new Case()
                        .running()
                        .inactive()
                        .drained()
                        .saying(told(allowing(), scaleDown()))
                        .transcript())
                .containsExactly("seal");
    }

    @Test
    void a_sealed_game_of_a_drained_server_loses_its_server_first() {
        assertThat(new Case()
                        .running()
                        .inactive()
                        .drained()
                        .saying(told(sealed(), scaleDown()))
                        .transcript())
                .containsExactly("delete server demo-0");
    }

    @Test
    void a_sealed_game_of_a_deleted_server_loses_its_pod_until_the_seal_is_stale() {
        assertThat(new Case().running().inactive().deleted().saying(sealed()).transcript())
                .containsExactly(
                        "delete pod demo-0 Sealed until 2026-01-01T12:00:09Z",
                        "event DeletingPod: The game allowed its deletion, and the permission is sealed. Deleting the"
                                + " Pod.",
                        "again in 0 s");
    }

    @Test
    void a_stale_seal_is_asked_for_anew() {
        assertThat(new Case()
                        .running()
                        .inactive()
                        .deleted()
                        .saying(sealed(), NOW.minusSeconds(10))
                        .transcript())
                .containsExactly("seal");
    }

    @Test
    void a_withdrawn_request_is_taken_back_and_then_the_pod_counts_again() {
        Case withdrawn = new Case().running().inactive().saying(told(holding(), scaleDown()));
        assertThat(withdrawn.transcript())
                .contains("status Ready", "tell that nobody asks")
                .doesNotContain("mark active demo-0");
        withdrawn.saying(holding());
        assertThat(withdrawn.transcript()).startsWith("mark active demo-0");
        withdrawn.had(withdrawn.status()).refused(Step.MarkActive.class, NOW);
        assertThat(withdrawn.transcript()).containsExactly("again in 5 s");
    }

    @Test
    void after_a_restart_an_unmarked_pod_may_have_been_told() {
        assertThat(new Case().running().inactive().transcript()).contains("tell that nobody asks");
    }

    @Test
    void a_seal_is_taken_off_only_if_a_live_read_says_that_nobody_wants_the_server_gone() {
        assertThat(new Case().running().saying(sealed()).transcript()).containsExactly("ask LIVE_SERVER");
        assertThat(new Case().running().saying(sealed()).sameServerLive().transcript())
                .contains("unseal");
        assertThat(new Case()
                        .running()
                        .saying(sealed())
                        .liveServer(new Case().drained().server())
                        .transcript())
                .doesNotContain("unseal");
    }

    @Test
    void at_the_deadline_the_game_is_told_once_more_and_the_spec_read_live() {
        Case late = new Case().running().inactive().deleted().within(60, Deletion.OnTimeout.Delete);
        DrainNotice notice = new DrainNotice("Deleted", null, ASKED, NOW);
        late.saying(told(holding(), notice)).told(NOW.minusSeconds(1));
        assertThat(late.transcript()).containsExactly("tell Deleted");
        late.told(NOW);
        assertThat(late.transcript()).containsExactly("ask LIVE_SERVER");
        late.sameServerLive();
        assertThat(late.transcript()).contains("delete pod demo-0 DeadlinePassed until 2026-01-01T12:00:10Z");
    }

    @Test
    void after_a_deadline_that_only_waits_the_status_says_so() {
        Case late = new Case().running().inactive().drained().within(60, Deletion.OnTimeout.Wait);
        late.saying(told(holding(), new DrainNotice("ScaleDown", null, ASKED, NOW)));
        assertThat(late.status().getDrainDeadline()).isEqualTo("2026-01-01T12:00:00Z");
        assertThat(late.message("DeletionAllowed"))
                .isEqualTo("DeadlinePassedWaiting: The game has not allowed its deletion, though its deadline was"
                        + " 2026-01-01T12:00:00Z; spec.deletion.onTimeout is not Delete, so it is waited for.");
    }

    @Test
    void force_tells_the_game_too() {
        Case forced = new Case().running().inactive().deleted().forced();
        assertThat(forced.transcript()).containsExactly("tell Deleted");
        forced.silent(NOW).told(NOW).sameServerLive();
        assertThat(forced.transcript()).contains("delete pod demo-0 Forced until 2026-01-01T12:00:10Z");
    }

    @Test
    void a_silent_sidecar_keeps_the_gate_shut_and_is_asked_again() {
        Case silent = new Case().running().inactive().drained().silent(NOW.minusSeconds(2));
        assertThat(silent.transcript()).contains("status Draining waiting for SidecarUnreachable", "again in 3 s");
        assertThat(silent.message("DeletionAllowed"))
                .isEqualTo("SidecarUnreachable: The sidecar does not answer (connection refused), so nobody knows what"
                        + " the game says; no deadline.");
    }

    @Test
    void a_game_on_a_node_that_does_not_report_is_waited_for() {
        Case unreachable = new Case()
                .running()
                .inactive()
                .deleted()
                .on(NodeState.UNREACHABLE)
                .silent(NOW);
        assertThat(unreachable.status().getWaitingFor()).isEqualTo("NodeUnreachable");
    }

    @Test
    void a_pod_on_a_lost_node_is_deleted_at_once_if_its_sidecar_is_silent() {
        Case lost = new Case().running().inactive().deleted().on(NodeState.GONE).silent(NOW);
        assertThat(lost.transcript()).containsExactly("ask LIVE_NODE");
        lost.liveNode(NODE_GONE);
        assertThat(lost.transcript()).contains("delete pod demo-0 NodeLost at once until 2026-01-01T12:00:10Z");
    }

    @Test
    void a_pod_that_leaves_is_written_about_if_that_takes_five_seconds_or_the_status_says_otherwise() {
        Case leaving = new Case()
                .running()
                .inactive()
                .deleted()
                .podDeleted(Duration.ZERO)
                .saying(sealed());
        leaving.had(new Case().running().status());
        assertThat(leaving.at(NOW.plusSeconds(3)).transcript()).containsExactly("again in 2 s");
        assertThat(leaving.at(NOW.plusSeconds(5)).status().getWaitingFor()).isEqualTo("GracePeriod");
        leaving.had(leaving.status()).podEnds(143, NOW.plusSeconds(12));
        assertThat(leaving.at(NOW.plusSeconds(13)).transcript()).containsExactly("again in 4 s");
        Case busy = new Case().running().inactive().deleted().saying(told(holding(), scaleDown()));
        leaving = new Case()
                .running()
                .inactive()
                .deleted()
                .podDeleted(Duration.ZERO)
                .had(busy.status());
        assertThat(leaving.at(NOW.plusSeconds(3)).status().getWaitingFor()).isEqualTo("GracePeriod");
    }

    @Test
    void a_pod_that_is_on_its_way_out_is_left_alone() {
        Case leaving = new Case().running().inactive().deleted().podDeleted();
        leaving.saying(sealed(), NOW.minusSeconds(60));
        assertThat(leaving.status().getPhase()).isEqualTo(ServerStatus.Phase.Ending);
        leaving.had(leaving.status());
        assertThat(leaving.transcript()).isEmpty();
    }

    @Test
    void a_pod_that_somebody_else_deletes_is_reported() {
        assertThat(new Case().running().podDeleted().message("Ready"))
                .isEqualTo("PodDeleted: Pod demo-0 is being deleted; the game has until 2026-01-01T12:00:30Z.");
    }

    @Test
    void a_pod_that_vanished_ends_its_server_after_a_live_read() {
        Case vanished = new Case().had(new Case().running().status());
        assertThat(vanished.transcript()).containsExactly("ask LIVE_POD");
        vanished.noPodLive();
        assertThat(vanished.message("Ready"))
                .isEqualTo("PodGone: Pod demo-0 was deleted by somebody else, and is gone.");
        assertThat(vanished.status().getPhase()).isEqualTo(ServerStatus.Phase.Ended);
    }

    @Test
    void an_ended_game_stays_ended_when_its_pod_is_collected() {
        Case collected = new Case().had(new Case().ended(1).status());
        assertThat(collected.message("Ready")).isEqualTo("GameFailed: The game exited with code 1.");
        assertThat(collected.status().getPhase()).isEqualTo(ServerStatus.Phase.Ended);
    }

    @Test
    void a_game_that_failed_says_how() {
        assertThat(new Case().ended(137).message("Ready"))
                .isEqualTo("GameFailed: The game exited with code 137 (OOMKilled).");
        assertThat(new Case().ended(0).message("Ready")).isEqualTo("GameEnded: The game exited with code 0.");
    }

    @Test
    void a_game_that_ends_because_its_pod_was_deleted_has_not_failed() {
        assertThat(new Case().running().podDeleted().podEnds(143, NOW).message("Ready"))
                .isEqualTo("PodGone: Pod demo-0 was deleted, and its game exited with code 143.");
        assertThat(new Case()
                        .running()
                        .podDeleted()
                        .podEnds(1, NOW.minusSeconds(60))
                        .message("Ready"))
                .isEqualTo("GameFailed: The game exited with code 1.");
    }

    @Test
    void a_game_that_ended_is_deleted_without_a_word_to_anybody_after_a_live_read() {
        assertThat(new Case().ended(1).deleted().transcript()).containsExactly("ask LIVE_POD");
        assertThat(new Case().ended(1).deleted().samePodLive().transcript())
                .contains("delete pod demo-0 NotRunning until 2026-01-01T12:00:10Z");
    }

    @Test
    void an_image_that_cannot_be_had_is_said_in_words_that_stay() {
        String message = "CannotStart: Container game cannot start: its image game:1 cannot be had.";
        assertThat(new Case().waiting("ErrImagePull").message("Ready")).isEqualTo(message);
        assertThat(new Case().waiting("ImagePullBackOff").message("Ready")).isEqualTo(message);
    }

    @Test
    void a_game_that_cannot_start_need_not_allow_anything() {
        Case blocked =
                new Case().waiting("ImagePullBackOff").inactive().deleted().saying(holding());
        assertThat(blocked.transcript()).containsExactly("tell Deleted");
        blocked.told(NOW);
        assertThat(blocked.transcript()).containsExactly("ask LIVE_POD");
        blocked.samePodLive();
        assertThat(blocked.transcript()).contains("delete pod demo-0 NotRunning until 2026-01-01T12:00:10Z");
    }

    @Test
    void a_pod_that_no_node_takes_passes_on_the_schedulers_words() {
        assertThat(new Case()
                        .unbound("0/3 nodes are available: 3 Insufficient cpu.")
                        .message("Ready"))
                .isEqualTo("Unscheduled: No node takes the Pod yet. 0/3 nodes are available: 3 Insufficient cpu.");
    }

    @Test
    void a_refused_pod_is_reported_and_tried_again_later() {
        Case refused = new Case().refused(Step.CreatePod.class, NOW.minusSeconds(2));
        assertThat(refused.transcript())
                .contains("status Pending", "again in 3 s")
                .doesNotContain("create pod demo-0");
        assertThat(refused.message("Ready"))
                .isEqualTo("PodRefused: The API server refuses to create Pod demo-0 (Forbidden): exceeded quota: pods");
        assertThat(new Case().refused(Step.CreatePod.class, NOW.minusSeconds(5)).transcript())
                .containsSubsequence("status Pending", "create pod demo-0");
    }

    @Test
    void an_idle_server_is_not_asked_anything() {
        Case idle = new Case().running();
        idle.had(idle.status());
        assertThat(idle.plan().isIdle()).isTrue();
    }

    @Test
    void news_is_fetched_written_down_and_then_acknowledged() {
        Case news = new Case().running();
        news.had(news.status()).nudged(NOW);
        assertThat(news.transcript()).containsExactly("fetch");
        news.saying(allowing(), NOW);
        assertThat(news.transcript()).containsExactly("status Ready", "acknowledge 7");
        assertThat(news.status().getAllowed()).isTrue();
    }

    @Test
    void what_the_game_said_is_remembered_while_nobody_asks() {
        Case idle = new Case().running().saying(allowing());
        Case restarted = new Case().running().had(idle.status());
        assertThat(restarted.plan().isIdle()).isTrue();
        assertThat(restarted.server().getStatus().getAllowed()).isTrue();
    }

    @Test
    void players_alone_are_written_every_ten_seconds_at_most() {
        Case playing = new Case().running().saying(holding());
        playing.had(playing.status());
        SidecarState more = new SidecarState("one", 8, false, false, false, Guard.NONE, null, 5);
        playing.saying(more).statusWritten(NOW.minusSeconds(4));
        assertThat(playing.transcript()).containsExactly("again in 6 s");
        playing.statusWritten(NOW.minusSeconds(10));
        assertThat(playing.status().getPlayers()).isEqualTo(5);
    }

    @Test
    void a_host_port_is_reached_at_the_node_and_any_other_at_the_pod() {
        assertThat(new Case().running().status().getAddress()).isEqualTo("10.0.0.7");
        Case onHost = new Case();
        onHost.server()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .setPorts(List.of(new ContainerPortBuilder()
                        .withContainerPort(7777)
                        .withHostPort(30777)
                        .build()));
        ServerStatus status = onHost.running().status();
        assertThat(status.getAddress()).isEqualTo("192.0.2.1");
        assertThat(status.getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getPort()).isEqualTo(30777);
            assertThat(port.getProtocol()).isEqualTo("TCP");
        });
    }

    @Test
    void each_requester_withdraws_only_its_own() {
        Case two = new Case().running().inactive().drained().drained("ada", Drains.Reason.Requested);
        two.saying(told(holding(), new DrainNotice("Requested", null, ASKED, null)));
        assertThat(two.message("DrainRequested"))
                .isEqualTo("Requested: Asked to go by ada at 2026-01-01T11:59:00Z (Requested); no deadline.");
    }
}
