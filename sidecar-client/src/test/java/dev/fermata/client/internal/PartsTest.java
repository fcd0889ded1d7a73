package dev.fermata.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.Guard;
import dev.fermata.wire.Permission;
import dev.fermata.wire.Players;
import dev.fermata.wire.ServerDocument;
import dev.fermata.wire.ServerIdentity;
import dev.fermata.wire.SidecarState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PartsTest {
    private static final DrainNotice DRAIN = new DrainNotice("Rollout", null, Instant.EPOCH, null);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private static ServerDocument document(String instance, Guard guard, @Nullable DrainNotice drain) {
        return new ServerDocument(
                new ServerIdentity("a", "b", "c", null, null, null),
                new SidecarState(instance, 0, false, false, false, guard, drain, null));
    }

    @Test
    void a_backoff_doubles_up_to_its_bound_and_starts_anew_after_a_success() {
        Backoff backoff = new Backoff(Timing.DEFAULT, () -> 0);
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            millis.add(TimeUnit.NANOSECONDS.toMillis(backoff.failed()));
        }
        assertThat(millis).containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);

        backoff.succeeded();
        assertThat(backoff.failed()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
    }

    @Test
    void chance_takes_at_most_half_of_a_backoff_however_often_it_failed() {
        Backoff backoff = new Backoff(Timing.DEFAULT, () -> 1);
        assertThat(backoff.failed()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
        for (int i = 0; i < 1000; i++) {
            assertThat(backoff.failed())
                    .isBetween(TimeUnit.MILLISECONDS.toNanos(50), TimeUnit.MILLISECONDS.toNanos(2500));
        }
    }

    @Test
    void players_are_sent_at_most_once_a_second_and_only_the_newest() {
        PlayersState players = new PlayersState(Timing.DEFAULT);
        assertThat(players.due(0)).isEqualTo(Desk.NEVER);

        players.count(new Players(1));
        assertThat(players.send(0)).isEqualTo(new Players(1));
        players.taken();
        players.count(new Players(2));
        players.count(new Players(3));
        assertThat(players.send(SECOND / 4)).isNull();
        assertThat(players.due(SECOND / 4)).isEqualTo(SECOND * 3 / 4);
        assertThat(players.send(SECOND)).isEqualTo(new Players(3));
        players.taken();
        assertThat(players.due(5 * SECOND)).isEqualTo(Desk.NEVER);
    }

    @Test
    void players_that_did_not_arrive_are_due_again() {
        PlayersState players = new PlayersState(Timing.DEFAULT);
        players.count(new Players(1));
        players.send(0);
        players.failed();

        assertThat(players.send(SECOND)).isEqualTo(new Players(1));
    }

    @Test
    void players_under_way_when_the_sidecar_restarts_are_sent_again() {
        PlayersState players = new PlayersState(Timing.DEFAULT);
        players.heard(document("one", Guard.UNKNOWN, null));
        players.count(new Players(1));
        players.send(0);
        players.heard(document("two", Guard.UNKNOWN, null));
        players.taken();

        assertThat(players.send(SECOND)).isEqualTo(new Players(1));
        players.taken();
        players.heard(document("two", Guard.NONE, null));
        assertThat(players.due(2 * SECOND)).isEqualTo(Desk.NEVER);
    }

    @Test
    void a_drain_ends_when_the_sidecar_that_had_it_has_it_no_more() {
        DrainMemory memory = new DrainMemory();
        assertThat(memory.heard(document("one", Guard.UNKNOWN, null))).isNull();
        assertThat(memory.heard(document("one", Guard.UNKNOWN, DRAIN))).isEqualTo(DRAIN);
        assertThat(memory.heard(document("one", Guard.UNKNOWN, null))).isNull();
    }

    @Test
    void a_drain_that_a_restarted_sidecar_forgot_stands_until_the_operator_has_spoken() {
        DrainMemory memory = new DrainMemory();
        memory.heard(document("one", Guard.NONE, DRAIN));

        assertThat(memory.heard(document("two", Guard.UNKNOWN, null))).isEqualTo(DRAIN);
        assertThat(memory.heard(document("three", Guard.UNKNOWN, null))).isEqualTo(DRAIN);
        assertThat(memory.heard(document("three", Guard.NONE, null))).isNull();
        assertThat(memory.heard(document("four", Guard.UNKNOWN, null))).isNull();
    }

    @Test
    void a_drain_that_a_restarted_sidecar_was_given_again_ends_as_the_first_did() {
        DrainMemory memory = new DrainMemory();
        memory.heard(document("one", Guard.NONE, DRAIN));
        assertThat(memory.heard(document("two", Guard.UNKNOWN, DRAIN))).isEqualTo(DRAIN);

        assertThat(memory.heard(document("two", Guard.UNKNOWN, null))).isNull();
    }

    @Test
    void a_game_that_asks_in_every_frame_of_a_sidecar_that_is_away_costs_no_memory() {
        Timing hasty = new Timing(
                Duration.ofMillis(1), Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        Desk desk = new Desk(hasty, () -> 0);
        for (int frame = 0; frame < 100; frame++) {
            assertThat(desk.wish(Permission.HELD).join()).isEqualTo(Answer.NONE);
            assertThat(desk.read().join()).isEmpty();
        }

        assertThat(desk.waiters()).isZero();
    }
}
