package dev.fermata.operator.fleet;

import static dev.fermata.operator.fleet.FleetCase.CREATED;
import static dev.fermata.operator.fleet.FleetCase.NOW;
import static dev.fermata.operator.fleet.FleetCase.ready;
import static dev.fermata.operator.fleet.FleetCase.starting;
import static dev.fermata.operator.fleet.FleetCase.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Question;
import dev.fermata.operator.plan.Readiness;
import dev.fermata.operator.plan.Step;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.fleetspec.ScaleDown;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done about a Fleet, case by case, in the words of its plans. */
class FleetPlannerTest {
    @Test
    void a_new_fleet_fills_its_slots_from_zero() {
        assertThat(new FleetCase(3).transcript())
                .containsExactly("create server demo-0", "create server demo-1", "create server demo-2");
    }

    @Test
    void without_a_number_there_is_one_server() {
        assertThat(new FleetCase(null).transcript()).containsExactly("create server demo-0");
    }

    @Test
    void the_lowest_free_slot_is_filled_first() {
        assertThat(new FleetCase(3).has(ready(0), ready(2)).transcript()).containsExactly("create server demo-1");
    }

    @Test
    void what_was_created_and_not_yet_seen_counts() {
        assertThat(new FleetCase(2).created("demo-0", "demo-1").transcript()).isEmpty();
    }

    @Test
    void what_was_created_and_is_seen_counts_once() {
        assertThat(new FleetCase(2).has(ready(0)).created("demo-0").transcript())
                .containsExactly("create server demo-1");
    }

    @Test
    void a_slot_that_belongs_to_somebody_else_is_passed_over_and_named() {
        FleetCase foreign = new FleetCase(1).taken("demo-0");
        assertThat(foreign.transcript()).containsExactly("create server demo-1");
        assertThat(foreign.message("ReplicaFailure"))
                .isEqualTo("False NameTaken: Server demo-0 belongs to somebody else; its slot is passed over.");
    }

    @Test
    void a_huge_fleet_is_created_in_batches_without_a_pause() {
        FleetCase huge = new FleetCase(10_000);
        assertThat(huge.plan().steps()).hasSize(FleetPlanner.BATCH + 1);
        assertThat(huge.plan().again()).isEqualTo(Duration.ZERO);
    }

    @Test
    void draining_servers_do_not_count_and_are_replaced_at_once() {
        assertThat(new FleetCase(2)
                        .has(ready(0), ready(1).drained("ada", CREATED))
                        .transcript())
                .containsExactly("create server demo-2");
    }

    @Test
    void all_victims_are_asked_at_once() {
        assertThat(new FleetCase(1).has(ready(0), ready(1), ready(2).allowing()).transcript())
                .containsExactly(
                        "drain demo-2 ScaleDown",
                        "drain demo-0 ScaleDown",
                        "event ScalingDown: Asking to go: demo-2, demo-0.");
    }

    @Test
    void scaling_up_takes_back_what_was_asked_last_first_and_creates_the_rest() {
        FleetCase up = new FleetCase(3)
                .has(ready(0).drained(NOW.minusSeconds(60)), ready(1).drained(NOW.minusSeconds(5)), ready(2));
        assertThat(up.transcript())
                .containsExactly(
                        "take back demo-1",
                        "take back demo-0",
                        "event TakingBack: Taking back the request to go: demo-1, demo-0.");
        assertThat(new FleetCase(2)
                        .has(ready(0).drained(NOW.minusSeconds(60)), ready(1).drained(NOW.minusSeconds(5)), ready(2))
                        .transcript())
                .contains("take back demo-1")
                .doesNotContain("take back demo-0");
    }

    @Test
    void what_is_sealed_or_wanted_gone_by_others_or_over_is_not_taken_back() {
        FleetCase up = new FleetCase(1)
                .has(
                        ready(0).drained(CREATED).allowing().sealed(),
                        ready(1).drained(CREATED).drained("ada", CREATED),
                        ready(2).drained(CREATED).deleting(),
                        with(3, Readiness.NODE_LOST).drained(CREATED),
                        with(4, Readiness.POD_DELETED).drained(CREATED));
        assertThat(up.transcript()).containsExactly("create server demo-5");
    }

    @Test
    void an_ended_server_is_removed_and_replaced_in_another_slot() {
        assertThat(new FleetCase(2).has(with(0, Readiness.GAME_ENDED), ready(1)).transcript())
                .containsExactly(
                        "delete server demo-0",
                        "create server demo-2",
                        "event RemovingEnded: Removing ended Servers: demo-0.");
    }

    @Test
    void a_server_on_a_node_that_does_not_report_is_replaced_and_left_in_peace() {
        assertThat(new FleetCase(1).has(with(0, Readiness.NODE_UNREACHABLE)).transcript())
                .containsExactly("create server demo-1");
    }

    @Test
    void a_server_on_a_lost_node_is_asked_to_go() {
        assertThat(new FleetCase(1).has(with(0, Readiness.NODE_LOST)).transcript())
                .containsExactly("drain demo-0 NodeLeaving", "create server demo-1");
    }

    @Test
    void crashes_hold_back_creations_and_nothing_else() {
        FleetCase crashing =
                new FleetCase(2).has(ready(0), with(1, Readiness.GAME_FAILED)).crashed(3, NOW.minusSeconds(4));
        assertThat(crashing.transcript())
                .containsExactly(
                        "delete server demo-1",
                        "event RemovingEnded: Removing ended Servers: demo-1.",
                        "event CrashBackOff: Games ended badly 3 times in a row, the last one demo-7: The game exited"
                                + " with code 1. The next Server is created at 2026-01-01T12:00:06Z.",
                        "again in 6 s");
    }

    @Test
    void a_refused_creation_is_reported_and_tried_again_later() {
        FleetCase refused = new FleetCase(1).refused(Step.CreateServer.class, "demo-0", NOW.minusSeconds(1));
        assertThat(refused.transcript())
                .containsExactly(
                        "event CreationRefused: The API server refuses to create demo-0 (Forbidden): exceeded quota",
                        "again in 4 s");
    }

    @Test
    void a_refusal_is_told_as_long_as_what_was_refused_is_wanted() {
        FleetCase enough = new FleetCase(1)
                .has(ready(0))
                .refused(Step.CreateServer.class, "demo-1", NOW.minusSeconds(1))
                .refused(Step.WriteDrain.class, "demo-2", NOW.minusSeconds(1));

        assertThat(enough.message("ReplicaFailure")).isEqualTo("False NoFailure: Nothing is in the way.");
    }

    @Test
    void one_server_that_cannot_be_written_stops_no_other() {
        FleetCase bad =
                new FleetCase(0).has(ready(0), ready(1)).refused(Step.WriteDrain.class, "demo-0", NOW.minusSeconds(1));
        assertThat(bad.transcript())
                .contains("drain demo-1 ScaleDown", "again in 4 s")
                .doesNotContain("drain demo-0 ScaleDown");
        assertThat(bad.message("ReplicaFailure"))
                .isEqualTo("True WriteRefused: The API server refuses a change of demo-0 (Forbidden): exceeded quota");
    }

    /** The answer was lost, or another operator's came late. */
    @Test
    void a_server_that_came_though_its_creation_was_refused_may_be_written() {
        assertThat(new FleetCase(0)
                        .has(ready(0))
                        .refused(Step.CreateServer.class, "demo-0", NOW.minusSeconds(1))
                        .transcript())
                .contains("drain demo-0 ScaleDown");
    }

    @Test
    void a_fleet_that_is_being_deleted_does_nothing_more() {
        assertThat(new FleetCase(5)
                        .has(ready(0), with(1, Readiness.GAME_FAILED))
                        .deleted()
                        .transcript())
                .isEmpty();
    }

    @Test
    void a_fleet_is_read_live_before_it_creates() {
        assertThat(new FleetCase(2)
                        .has(ready(0), ready(1).deleting())
                        .live(new Answer.NotAsked<>())
                        .plan())
                .isEqualTo(Plan.ask(Question.LIVE_FLEET));
        assertThat(new FleetCase(2)
                        .has(ready(0), ready(1))
                        .live(new Answer.NotAsked<>())
                        .plan()
                        .questions())
                .isEmpty();
    }

    /** Its Servers are deleted for it, and a cache may hear of that first. */
    @ParameterizedTest
    @MethodSource
    void a_fleet_that_turns_out_to_be_deleted_replaces_nothing(Answer<Fleet> live) {
        assertThat(new FleetCase(2)
                        .has(ready(0).deleting(), with(1, Readiness.GAME_FAILED))
                        .live(live)
                        .plan())
                .isEqualTo(Plan.IDLE);
    }

    static Stream<Answer<Fleet>> a_fleet_that_turns_out_to_be_deleted_replaces_nothing() {
        return Stream.of(
                new Answer.Absent<>(),
                new Answer.Found<>(FleetCase.of("another-uid", null)),
                new Answer.Found<>(FleetCase.of("fleet-uid", NOW)));
    }

    @Test
    void the_status_counts_what_an_autoscaler_must_count() {
        FleetCase fleet = new FleetCase(3)
                .has(
                        ready(0).players(4).allowing(),
                        starting(1),
                        ready(2).players(3).drained(CREATED),
                        ready(3).players(2).deleting());
        assertThat(fleet.status()).satisfies(status -> {
            assertThat(status.getReplicas()).isEqualTo(2);
            assertThat(status.getReadyReplicas()).isEqualTo(1);
            assertThat(status.getAllowedReplicas()).isEqualTo(1);
            assertThat(status.getDrainingReplicas()).isEqualTo(2);
            assertThat(status.getPlayers()).isEqualTo(9);
            assertThat(status.getCapacity()).isEqualTo(10);
            assertThat(status.getSelector()).isEqualTo("fermata.dev/fleet=demo,fermata.dev/active=true");
        });
    }

    @Test
    void a_fleet_that_lacks_ready_servers_names_the_worst_and_why() {
        assertThat(new FleetCase(2)
                        .has(ready(0), with(1, Readiness.CANNOT_START))
                        .message("Available"))
                .isEqualTo("False TooFewReady: 1 of 2 Servers are ready. demo-1: The reason is told.");
    }

    @Test
    void a_fleet_whose_servers_wait_names_the_one_that_waits_longest() {
        assertThat(new FleetCase(1)
                        .has(ready(0), ready(1).drained(NOW.minusSeconds(60)), ready(2).drained(CREATED))
                        .message("Progressing"))
                .isEqualTo("True Draining: 2 Servers are to go, waiting for game or Pod, the longest demo-2; its status"
                        + " says why.");
    }

    @Test
    void a_settled_fleet_is_idle() {
        FleetCase settled = new FleetCase(1).has(ready(0));
        settled.had(settled.status(), NOW.minusSeconds(1));
        assertThat(settled.plan().isIdle()).isTrue();
    }

    @Test
    void players_alone_are_written_every_ten_seconds_at_most() {
        FleetCase fleet = new FleetCase(1).has(ready(0));
        FleetCase playing = new FleetCase(1).has(ready(0).players(3)).had(fleet.status(), NOW.minusSeconds(4));
        assertThat(playing.transcript()).containsExactly("again in 6 s");
    }

    @Test
    void victims_go_by_use_then_permission_then_node_then_players_then_age_then_name() {
        FleetCase fleet = new FleetCase(0)
                .has(
                        ready(0).players(5),
                        ready(1).players(5).made(CREATED.minusSeconds(1)),
                        ready(2).players(1),
                        ready(3).players(9).leaving(),
                        ready(4).players(9).allowing(),
                        starting(5),
                        with(6, Readiness.UNSCHEDULED),
                        ready(7).players(5));
        assertThat(fleet.transcript().stream().filter(line -> line.startsWith("drain")))
                .extracting(line -> line.replaceAll("drain demo-(\\d).*", "$1"))
                .containsExactly("6", "5", "4", "3", "2", "1", "0", "7");
    }

    @Test
    void newest_first_and_permission_ignored_if_the_spec_says_so() {
        FleetCase fleet = new FleetCase(1)
                .scalesDown(how -> {
                    how.setOrder(ScaleDown.Order.NewestFirst);
                    how.setPreferAllowed(false);
                    return how;
                })
                .has(ready(0).allowing().made(CREATED.minusSeconds(60)), ready(1));
        assertThat(fleet.transcript()).contains("drain demo-1 ScaleDown");
    }
}
