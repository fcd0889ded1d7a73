package dev.fermata.operator.server;

import static dev.fermata.operator.server.Case.ASKED;
import static dev.fermata.operator.server.Case.NOW;
import static dev.fermata.operator.server.Case.allowing;
import static dev.fermata.operator.server.Case.holding;
import static dev.fermata.operator.server.Case.sealed;
import static dev.fermata.operator.server.Case.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.v1alpha1.ServerStatus;
import dev.fermata.v1alpha1.serverspec.Deletion;
import dev.fermata.v1alpha1.serverstatus.Disruption;
import dev.fermata.wire.DrainNotice;
import org.junit.jupiter.api.Test;

/** Games that are ended though they had not allowed it. */
class DisruptionsTest {

    @Test
    void a_crash_of_a_game_that_holds_is_on_record_with_its_players_and_told() {
        Case crashed = new Case().ended(1).had(busy(12));
        assertThat(record(crashed)).isEqualTo("Crashed 12");
        assertThat(crashed.transcript())
                .contains("event Disrupted: The game is ended though it has not allowed that (Crashed); players on it:"
                        + " 12.");
    }

    @Test
    void a_game_that_had_no_memory_left_is_told_from_a_crash() {
        assertThat(record(new Case().ended(137).had(busy(3)))).isEqualTo("OutOfMemory 3");
    }

    @Test
    void a_pod_that_the_kubelet_gives_up_is_told_from_a_crash() {
        Case evicted = new Case().ended(1).had(busy(0));
        evicted.bound().getStatus().setReason("Evicted");
        assertThat(record(evicted)).isEqualTo("NodePressure 0");
        evicted.bound().getStatus().setReason("Terminated");
        assertThat(record(evicted)).isEqualTo("NodeShutdown 0");
        evicted.bound().getStatus().setReason("DeadlineExceeded");
        assertThat(record(evicted)).isEqualTo("ActiveDeadline 0");
    }

    @Test
    void a_game_that_exits_by_itself_or_had_allowed_its_end_was_not_disrupted() {
        assertThat(record(new Case().ended(0).had(busy(12)))).isEmpty();
        ServerStatus free = busy(0);
        free.setAllowed(true);
        assertThat(record(new Case().ended(1).had(free))).isEmpty();
    }

    @Test
    void a_pod_that_somebody_deletes_is_on_record_unless_its_game_allows() {
        assertThat(record(new Case().running().podDeleted().saying(holding()).had(busy(2))))
                .isEqualTo("PodDeleted " + holding().players());
        assertThat(record(new Case().running().podDeleted().saying(allowing()).had(busy(2))))
                .isEmpty();
    }

    @Test
    void a_pod_that_goes_behind_the_gate_is_not() {
        assertThat(record(new Case()
                        .running()
                        .deleted()
                        .podDeleted()
                        .saying(sealed())
                        .had(busy(2))))
                .isEmpty();
        assertThat(record(new Case().running().deleted().podDeleted().had(busy(2))))
                .as("nobody knows what its game said last")
                .isEmpty();
    }

    @Test
    void what_the_spec_says_to_do_without_the_game_is_on_record_before_it_is_done() {
        Case forced =
                new Case().running().inactive().deleted().forced().told(NOW).sameServerLive();
        forced.saying(told(holding(), new DrainNotice("Deleted", null, ASKED, null)))
                .had(busy(2));
        assertThat(forced.transcript())
                .containsSubsequence(
                        "status Ending",
                        "delete pod demo-0 Forced until 2026-01-01T12:00:10Z",
                        "event Disrupted: The game is ended though it has not allowed that (Forced).");
        Case late = new Case().running().inactive().deleted().within(60, Deletion.OnTimeout.Delete);
        late.saying(told(holding(), new DrainNotice("Deleted", null, ASKED, NOW)))
                .told(NOW)
                .had(busy(2));
        assertThat(late.sameServerLive().transcript())
                .anyMatch(line -> line.startsWith(
                        "event Disrupted: The game is ended though it has not allowed that" + " (DeadlinePassed)"));
    }

    @Test
    void what_is_on_record_stays_and_is_told_once() {
        ServerStatus before = busy(12);
        before.setDisruption(entry("Forced", 12));
        Case crashed = new Case().ended(1).had(before);
        assertThat(record(crashed)).isEqualTo("Forced 12");
        assertThat(crashed.transcript()).noneMatch(line -> line.startsWith("event Disrupted"));
    }

    @Test
    void a_game_that_was_over_before_this_was_kept_is_not_counted() {
        ServerStatus over = new Case().ended(1).had(busy(12)).status();
        over.setDisruption(null);
        assertThat(new Case().ended(1).had(over).transcript()).isEmpty();
    }

    private static ServerStatus busy(int players) {
        ServerStatus status = new Case().running().status();
        status.setAllowed(false);
        status.setPlayers(players);
        return status;
    }

    /** Empty if there is none. */
    private static String record(Case server) {
        Disruption disruption = server.status().getDisruption();
        return disruption == null ? "" : disruption.getCause() + " " + disruption.getPlayers();
    }

    private static Disruption entry(String cause, Integer players) {
        Disruption entry = new Disruption();
        entry.setCause(cause);
        entry.setAt(NOW.toString());
        entry.setPlayers(players);
        return entry;
    }
}
