package dev.fermata.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.client.ScriptedServer.Exchange;
import dev.fermata.client.internal.Endpoint;
import dev.fermata.client.testing.FakeSidecar;
import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.Hold;
import dev.fermata.wire.ServerDocument;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class CloseTest {
    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("fermata-"))
                .filter(thread -> !thread.getName().equals("fermata-continuation")) // goes by itself
                .toList();
    }

    private static void assertThatTheyEnd(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(30_000);
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }

    @Test
    void three_daemon_threads_work_and_end() throws InterruptedException {
        assertThatTheyEnd(threads()); // of tests before
        try (FakeSidecar sidecar = FakeSidecar.start()) {
            Fermata fermata = Fermata.connect(sidecar.uri());
            fermata.hold();
            sidecar.awaitConnected();
            List<Thread> threads = threads();
            assertThat(threads)
                    .extracting(Thread::getName)
                    .containsExactlyInAnyOrder("fermata-requests", "fermata-events", "fermata-listeners");
            assertThat(threads).allMatch(Thread::isDaemon);

            fermata.close();

            assertThatTheyEnd(threads);
        }
    }

    @Test
    void calls_under_way_are_answered_and_threads_end_whatever_they_wait_for() throws Exception {
        CountDownLatch asked = new CountDownLatch(2);
        ScriptedServer.Script silent = exchange -> {
            asked.countDown();
            exchange.awaitClientsEnd();
        };
        try (ScriptedServer server = new ScriptedServer(silent)) {
            Fermata fermata = Fermata.connect(server.endpoint(), Timings.PATIENT);
            CompletableFuture<Boolean> allow = fermata.allowDeletionAsync();
            asked.await();
            CompletableFuture<Hold> hold = fermata.holdAsync();
            CompletableFuture<Optional<ServerDocument>> read = fermata.readServerAsync();
            List<Thread> threads = threads();

            fermata.close();

            assertThat(allow).succeedsWithin(30, SECONDS).isEqualTo(false);
            assertThat(hold).succeedsWithin(30, SECONDS).isEqualTo(Hold.UNANSWERED);
            assertThat(read).succeedsWithin(30, SECONDS).isEqualTo(Optional.empty());
            assertThatTheyEnd(threads);
        }
    }

    @Test
    void a_closed_client_answers_as_if_the_sidecar_did_not() {
        try (FakeSidecar sidecar = FakeSidecar.start()) {
            Fermata fermata = Fermata.connect(sidecar.uri());
            fermata.close();
            fermata.close();

            assertThat(fermata.hold()).isEqualTo(Hold.UNANSWERED);
            assertThat(fermata.allowDeletion()).isFalse();
            assertThat(fermata.readServer()).isEmpty();
            fermata.reportPlayers(1);
            assertThat(sidecar.permissions()).isEmpty();
        }
    }

    @Test
    void after_close_no_listener_is_called() throws InterruptedException {
        try (FakeSidecar sidecar = FakeSidecar.start()) {
            Fermata fermata = Fermata.connect(Endpoint.of("test", sidecar.uri().toString()), Timings.PATIENT);
            BlockingQueue<DrainNotice> heard = new LinkedBlockingQueue<>();
            fermata.onDrain(heard::add);
            sidecar.awaitConnected();
            List<Thread> threads = threads();

            fermata.close();
            sidecar.requestDrain(DrainNotice.REQUESTED);
            fermata.onDrain(heard::add);

            assertThatTheyEnd(threads);
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void a_listener_may_close_the_client() throws InterruptedException {
        try (FakeSidecar sidecar = FakeSidecar.start()) {
            Fermata fermata = Fermata.connect(sidecar.uri());
            List<Thread> threads = threads();
            fermata.onDrain(notice -> fermata.close());

            sidecar.requestDrain(DrainNotice.REQUESTED);

            assertThatTheyEnd(threads);
        }
    }

    @Test
    void closing_says_nothing_in_the_log() throws IOException, InterruptedException {
        try (RecordedLog log = new RecordedLog();
                ScriptedServer server = new ScriptedServer(Exchange::awaitClientsEnd)) {
            Fermata fermata = Fermata.connect(server.endpoint(), Timings.PATIENT);
            List<Thread> threads = threads();
            assertThat(fermata.holdAsync()).isNotDone();

            fermata.close();
            assertThatTheyEnd(threads);

            assertThat(log.lines()).isEmpty();
        }
    }
}
