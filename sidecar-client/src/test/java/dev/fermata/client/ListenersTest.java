package dev.fermata.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.client.internal.Endpoint;
import dev.fermata.client.testing.FakeSidecar;
import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.Guard;
import dev.fermata.wire.Hold;
import dev.fermata.wire.ServerDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private static final DrainNotice DRAIN =
            new DrainNotice("ScaleDown", "5 replicas became 3", Instant.parse("2026-01-31T12:00:00Z"), null);
    private static final DrainNotice URGENT = new DrainNotice(
            "ScaleDown", null, Instant.parse("2026-01-31T12:00:00Z"), Instant.parse("2026-01-31T12:10:00Z"));
    private static final String WITHDRAWN = "withdrawn";

    private final FakeSidecar sidecar = FakeSidecar.start();
    private final Fermata fermata =
            Fermata.connect(Endpoint.of("test", sidecar.uri().toString()), Timings.PATIENT);

    @AfterEach
    void hangUp() {
        fermata.close();
        sidecar.close();
    }

    /** Writes down what it hears. */
    private static final class Ear implements DrainListener {
        private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

        @Override
        public void drainRequested(DrainNotice notice) {
            heard.add(notice);
        }

        @Override
        public void drainWithdrawn() {
            heard.add(WITHDRAWN);
        }

        @Nullable
        Object next() throws InterruptedException {
            return heard.poll(30, SECONDS);
        }
    }

    private Ear ear() {
        Ear ear = new Ear();
        fermata.onDrain(ear);
        return ear;
    }

    /** Returns when all listeners have been told all that the sidecar has said so far. */
    private void settle() throws InterruptedException {
        hearMarker(); // by now all is known, and some have been told
        hearMarker(); // they are told in turn: whoever was there before has been told by now
    }

    private void hearMarker() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        Integer before = sidecar.document().state().players();
        int marker = before == null ? 1 : before + 1;
        try (Subscription marked = fermata.onChange(server -> {
            if (Integer.valueOf(marker).equals(server.state().players())) {
                told.countDown();
            }
        })) {
            fermata.reportPlayers(marker);
            assertThat(told.await(30, SECONDS)).as("%s", marked).isTrue();
        }
    }

    @Test
    void a_listener_hears_of_a_drain_and_of_its_withdrawal() throws InterruptedException {
        Ear ear = ear();

        sidecar.requestDrain(DRAIN);
        assertThat(ear.next()).isEqualTo(DRAIN);
        sidecar.withdrawDrain();
        assertThat(ear.next()).isEqualTo(WITHDRAWN);
    }

    @Test
    void a_listener_hears_of_a_drain_that_came_before_it() throws InterruptedException {
        sidecar.requestDrain(DRAIN);
        settle();

        assertThat(ear().next()).isEqualTo(DRAIN);
        assertThat(fermata.drain()).contains(DRAIN);
    }

    @Test
    void a_drain_is_told_once_however_often_the_connection_breaks() throws InterruptedException {
        Ear ear = ear();
        sidecar.requestDrain(DRAIN);

        for (int i = 0; i < 3; i++) {
            sidecar.awaitConnected();
            sidecar.breakConnections();
        }
        settle();

        assertThat(ear.heard).containsExactly(DRAIN);
    }

    @Test
    void a_drain_that_changes_is_told_again() throws InterruptedException {
        Ear ear = ear();
        sidecar.requestDrain(DRAIN);
        ear.next();

        sidecar.requestDrain(URGENT);

        assertThat(ear.next()).isEqualTo(URGENT);
    }

    @Test
    void a_drain_stands_while_a_restarted_sidecar_has_not_heard_from_the_operator() throws InterruptedException {
        Ear ear = ear();
        sidecar.requestDrain(DRAIN);
        ear.next();

        sidecar.restart();
        settle();
        assertThat(fermata.drain()).contains(DRAIN);
        sidecar.requestDrain(DRAIN);
        sidecar.acknowledgeGuard(Guard.NONE);
        settle();

        assertThat(ear.heard).isEmpty();
    }

    @Test
    void a_drain_is_withdrawn_when_the_operator_has_none_for_a_restarted_sidecar() throws InterruptedException {
        Ear ear = ear();
        sidecar.requestDrain(DRAIN);
        ear.next();

        sidecar.restart();
        sidecar.acknowledgeGuard(Guard.NONE);

        assertThat(ear.next()).isEqualTo(WITHDRAWN);
    }

    @Test
    void a_listener_that_throws_is_logged_and_neither_it_nor_others_are_lost() throws InterruptedException {
        try (RecordedLog log = new RecordedLog()) {
            BlockingQueue<DrainNotice> heard = new LinkedBlockingQueue<>();
            fermata.onDrain(notice -> {
                heard.add(notice);
                throw new AssertionError("the game's own fault");
            });
            Ear other = ear();

            sidecar.requestDrain(DRAIN);
            assertThat(other.next()).isEqualTo(DRAIN);
            sidecar.requestDrain(URGENT);
            assertThat(other.next()).isEqualTo(URGENT);
            settle();

            assertThat(heard).containsExactly(DRAIN, URGENT);
            assertThat(log.lines(Level.SEVERE))
                    .hasSize(2)
                    .allMatch(line -> line.contains("A listener of this game failed"));
        }
    }

    @Test
    void a_listener_that_interrupts_its_thread_is_called_again() throws InterruptedException {
        Ear other = ear();
        fermata.onDrain(notice -> Thread.currentThread().interrupt());

        sidecar.requestDrain(DRAIN);
        other.next();
        sidecar.requestDrain(URGENT);

        assertThat(other.next()).isEqualTo(URGENT);
    }

    @Test
    void a_slow_listener_delays_no_answer_and_is_told_the_newest_only() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        List<ServerDocument> heard = new ArrayList<>();
        fermata.onChange(server -> {
            heard.add(server);
            inside.countDown();
            await(slow);
        });
        inside.await();

        assertThat(fermata.hold()).isEqualTo(Hold.LOCAL);
        sidecar.requestDrain(DRAIN);
        sidecar.withdrawDrain();
        sidecar.requestDrain(URGENT);
        long newest = sidecar.document().version();
        while (fermata.server().orElseThrow().version() < newest) {
            fermata.readServer(); // takes its time; the events come on their own
        }
        slow.countDown();
        settle();

        assertThat(heard.get(1).drain()).isEqualTo(URGENT);
        assertThat(heard).filteredOn(server -> server.state().players() == null).hasSize(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_listener_may_call_all_blocking_methods() throws InterruptedException {
        BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
        fermata.onDrain(notice -> {
            answers.add(fermata.hold());
            answers.add(fermata.holdAsync().join());
            answers.add(fermata.allowDeletion());
            answers.add(fermata.readServer().isPresent());
        });

        sidecar.requestDrain(DRAIN);

        assertThat(answers.poll(30, SECONDS)).isEqualTo(Hold.LOCAL);
        assertThat(answers.poll(30, SECONDS)).isEqualTo(Hold.LOCAL);
        assertThat(answers.poll(30, SECONDS)).isEqualTo(true);
        assertThat(answers.poll(30, SECONDS)).isEqualTo(true);
    }

    @Test
    void a_subscription_that_was_closed_is_told_no_more() throws InterruptedException {
        Ear ear = new Ear();
        Subscription subscription = fermata.onDrain(ear);
        subscription.close();
        subscription.close();

        sidecar.requestDrain(DRAIN);
        settle();

        assertThat(ear.heard).isEmpty();
    }

    @Test
    void a_change_listener_hears_how_things_stand_and_each_newest_document() throws InterruptedException {
        BlockingQueue<ServerDocument> heard = new LinkedBlockingQueue<>();
        settle();
        fermata.onChange(heard::add);

        assertThat(heard.poll(30, SECONDS)).isEqualTo(sidecar.document());
        sidecar.terminate();
        assertThat(heard.poll(30, SECONDS)).isEqualTo(sidecar.document());
    }
}
