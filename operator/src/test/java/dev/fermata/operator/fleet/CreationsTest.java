package dev.fermata.operator.fleet;

import static dev.fermata.operator.fleet.FleetCase.NOW;
import static dev.fermata.operator.fleet.FleetCase.ready;
import static dev.fermata.operator.fleet.FleetCase.starting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.plan.Refusal;
import dev.fermata.operator.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of the missing Servers a Fleet creates while the API server refuses some. */
class CreationsTest {
    private static final Instant JUST_NOW = NOW.minusSeconds(1);

    @Test
    void a_name_that_is_refused_keeps_its_slot_and_holds_up_no_other() {
        FleetCase fleet = new FleetCase(5).has(ready(0), ready(1)).refused(Step.CreateServer.class, "demo-2", JUST_NOW);

        assertThat(fleet.transcript())
                .containsExactly(
                        "create server demo-3",
                        "create server demo-4",
                        "event CreationRefused: The API server refuses to create demo-2 (Forbidden): exceeded quota",
                        "again in 4 s");
    }

    @Test
    void when_it_is_due_it_is_tried_after_those_that_were_not_refused() {
        FleetCase fleet =
                new FleetCase(4).has(ready(0)).refused(Step.CreateServer.class, "demo-1", NOW.minusSeconds(5));

        assertThat(fleet.transcript())
                .startsWith("create server demo-2", "create server demo-3", "create server demo-1");
    }

    @Test
    void of_several_that_are_due_the_one_comes_first_that_was_refused_the_longest_ago() {
        FleetCase fleet = new FleetCase(2)
                .refused(Step.CreateServer.class, "demo-0", NOW.minusSeconds(20))
                .refused(Step.CreateServer.class, "demo-1", NOW.minusSeconds(30));

        assertThat(fleet.transcript()).startsWith("create server demo-1", "create server demo-0");
    }

    @Test
    void the_more_are_refused_in_a_row_the_longer_all_wait() {
        FleetCase two = new FleetCase(1_000)
                .refused(Step.CreateServer.class, "demo-0", NOW.minusSeconds(30))
                .refused(Step.CreateServer.class, "demo-1", NOW.minusSeconds(4));
        FleetCase three = two.refused(Step.CreateServer.class, "demo-2", NOW.minusSeconds(2));

        assertThat(three.transcript()).contains("again in 8 s").noneMatch(line -> line.startsWith("create"));
    }

    @Test
    void however_many_are_refused_in_a_row_one_that_is_created_ends_the_waiting_for_the_others() {
        FleetCase fleet = new FleetCase(5)
                .has(starting(2).made(NOW))
                .refused(Step.CreateServer.class, "demo-0", NOW.minusSeconds(3))
                .refused(Step.CreateServer.class, "demo-1", NOW.minusSeconds(2));

        assertThat(fleet.transcript())
                .startsWith("create server demo-3", "create server demo-4")
                .contains("again in 2 s");
    }

    @Test
    void the_one_that_is_told_is_missing_and_has_been_refused_the_longest() {
        FleetCase fleet = new FleetCase(3)
                .has(ready(0))
                .refused(Step.CreateServer.class, "demo-1", NOW.minusSeconds(2))
                .refused(Step.CreateServer.class, "demo-2", NOW.minusSeconds(3))
                .refused(Step.CreateServer.class, "demo-3", NOW.minusSeconds(4));

        assertThat(fleet.message("ReplicaFailure"))
                .isEqualTo("True CreationRefused: The API server refuses to create demo-2 (Forbidden): exceeded quota");
    }

    /** The shell stops at the first that is refused, and something happens to this Fleet every second. */
    @Test
    void a_full_quota_sees_eighteen_attempts_in_an_hour_where_a_thousand_servers_are_missing() {
        FleetCase fleet = new FleetCase(1_000);
        Map<String, Refusal> refusals = new HashMap<>();
        int attempts = 0;
        for (Instant now = NOW; now.isBefore(NOW.plus(Duration.ofHours(1))); now = now.plusSeconds(1)) {
            Instant at = now;
            Optional<String> tried = fleet.plan(now, refusals).steps().stream()
                    .filter(Step.CreateServer.class::isInstance)
                    .map(Step.CreateServer.class::cast)
                    .map(step -> step.server().getMetadata().getName())
                    .findFirst();
            tried.ifPresent(name -> refusals.merge(
                    name,
                    new Refusal("CreateServer", "Forbidden", "exceeded quota", at, at, 1),
                    (earlier, fresh) -> fresh.after(earlier)));
            attempts += tried.isPresent() ? 1 : 0;
        }

        assertThat(attempts).isEqualTo(18);
    }

    @Test
    void what_nobody_has_tried_for_an_hour_counts_as_never_refused() {
        FleetCase fleet = new FleetCase(1).refused(Step.CreateServer.class, "demo-0", NOW.minusSeconds(3_606));

        assertThat(fleet.transcript()).containsExactly("create server demo-0");
        assertThat(fleet.message("ReplicaFailure")).isEqualTo("False NoFailure: Nothing is in the way.");
    }
}
