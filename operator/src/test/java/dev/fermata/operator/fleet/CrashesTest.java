package dev.fermata.operator.fleet;

import static dev.fermata.operator.fleet.FleetCase.NOW;
import static dev.fermata.operator.fleet.FleetCase.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.fleet.FleetCase.View;
import dev.fermata.operator.plan.Readiness;
import dev.fermata.operator.plan.ServerView;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When a Fleet slows down, and when it does not. */
class CrashesTest {
    private static final Instant LONG_AGO = NOW.minusSeconds(3_000);

    @Test
    void the_first_failure_costs_nothing() {
        Crashes crashes = seeing(Crashes.NONE, failed(0, LONG_AGO, NOW));
        assertThat(crashes.rounds()).isEqualTo(1);
        assertThat(crashes.nextCreation()).isEqualTo(NOW);
    }

    @Test
    void seeing_the_same_twice_changes_nothing() {
        Crashes crashes = seeing(Crashes.NONE, failed(0, LONG_AGO, NOW));
        assertThat(seeing(crashes, failed(0, LONG_AGO, NOW))).isEqualTo(crashes);
    }

    @Test
    void a_game_that_went_with_its_deleted_pod_is_no_failure() {
        View evicted = with(0, Readiness.POD_GONE).made(NOW.minusSeconds(5)).since(NOW);
        assertThat(seeing(Crashes.NONE, evicted)).isEqualTo(Crashes.NONE);
    }

    @Test
    void many_that_fail_together_count_as_one() {
        View[] many = IntStream.range(0, 50)
                .mapToObj(slot -> failed(slot, LONG_AGO, NOW.minusSeconds(slot)))
                .toArray(View[]::new);
        Crashes crashes = seeing(Crashes.NONE, many);
        assertThat(seeing(crashes, many).rounds()).isEqualTo(1);
    }

    @Test
    void replacements_that_fail_too_slow_the_fleet_down_to_five_minutes() {
        Crashes crashes = Crashes.NONE;
        Instant created = NOW.minusSeconds(20);
        for (int round = 0; round < 9; round++) {
            Instant ended = created.plusSeconds(2);
            crashes = crashes.seeing(ended, views(failed(round, created, ended)));
            created = crashes.nextCreation();
        }
        assertThat(crashes.rounds()).isEqualTo(9);
        assertThat(crashes.nextCreation())
                .isEqualTo(crashes.last() == null ? NOW : crashes.last().plusSeconds(300));
    }

    @Test
    void an_old_server_that_fails_after_another_does_not_count_again() {
        Crashes crashes = seeing(Crashes.NONE, failed(0, LONG_AGO, NOW.minusSeconds(30)));
        assertThat(seeing(crashes, failed(1, LONG_AGO, NOW)).rounds()).isEqualTo(1);
    }

    @Test
    void a_game_that_ends_well_within_a_minute_counts_and_a_longer_one_does_not() {
        assertThat(seeing(Crashes.NONE, ended(0, NOW.minusSeconds(59), NOW)).rounds())
                .isEqualTo(1);
        assertThat(seeing(Crashes.NONE, ended(0, NOW.minusSeconds(60), NOW)).rounds())
                .isZero();
    }

    @Test
    void a_pod_that_somebody_deleted_is_no_crash() {
        assertThat(seeing(Crashes.NONE, with(0, Readiness.POD_GONE).made(NOW).since(NOW)))
                .isEqualTo(Crashes.NONE);
    }

    @Test
    void ten_quiet_minutes_end_the_row() {
        Crashes crashes = seeing(Crashes.NONE, failed(0, LONG_AGO, NOW));
        assertThat(crashes.seeing(NOW.plusSeconds(600), List.of())).isEqualTo(crashes);
        assertThat(crashes.seeing(NOW.plusSeconds(601), List.of())).isEqualTo(Crashes.NONE);
    }

    private static Crashes seeing(Crashes before, View... servers) {
        return before.seeing(NOW, views(servers));
    }

    private static List<ServerView> views(View... servers) {
        return Stream.of(servers).map(View::view).toList();
    }

    private static View failed(int slot, Instant created, Instant ended) {
        return with(slot, Readiness.GAME_FAILED).made(created).since(ended);
    }

    private static View ended(int slot, Instant created, Instant ended) {
        return with(slot, Readiness.GAME_ENDED).made(created).since(ended);
    }
}
