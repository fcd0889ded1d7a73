package dev.fermata.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.client.internal.Endpoint;
import dev.fermata.client.testing.FakeSidecar;
import dev.fermata.wire.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many threads, and a sidecar that comes and goes. A failure names its seed; threads make each run another all the same. */
class RaceTest {
    private static final int THREADS = 16;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final FakeSidecar sidecar = FakeSidecar.start();
    private final Fermata fermata =
            Fermata.connect(Endpoint.of("test", sidecar.uri().toString()), Timings.PATIENT);

    @AfterEach
    void hangUp() {
        threads.shutdownNow();
        fermata.close();
        sidecar.close();
    }

    /** Makes the sidecar crash, lose connections, or go away for a moment, until told to stop. */
    private Future<?> trouble(AtomicBoolean stop) {
        Random random = new Random(seed);
        return threads.submit(() -> {
            while (!stop.get()) {
                sidecar.awaitConnected();
                switch (random.nextInt(3)) {
                    case 0 -> sidecar.restart();
                    case 1 -> sidecar.breakConnections();
                    default -> {
                        sidecar.disappear();
                        sidecar.reappear();
                    }
                }
            }
        });
    }

    /** The wishes of all threads, in order. */
    private final class Wishes {
        private final List<CompletableFuture<?>> answers = new ArrayList<>();
        private boolean allowed;

        synchronized CompletableFuture<?> make(Random random) {
            allowed = random.nextBoolean();
            CompletableFuture<?> answer = allowed ? fermata.allowDeletionAsync() : fermata.holdAsync();
            answers.add(answer);
            return answer;
        }

        void makeMany(Random random) {
            for (int wish = 0; wish < 200; wish++) {
                CompletableFuture<?> answer = make(random);
                if (random.nextInt(4) == 0) {
                    answer.join();
                }
            }
        }
    }

    @Test
    void the_last_wish_of_many_threads_is_what_the_sidecar_has() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        Future<?> trouble = trouble(stop);
        Wishes wishes = new Wishes();
        List<Future<?>> games = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(seed + i);
            games.add(threads.submit(() -> wishes.makeMany(random)));
        }
        for (Future<?> game : games) {
            game.get();
        }
        stop.set(true);
        trouble.get();

        sidecar.await(server -> server.state().allowed() == wishes.allowed);
        assertThat(wishes.answers)
                .as("seed %s", seed)
                .allSatisfy(answer -> assertThat(answer).succeedsWithin(30, SECONDS));
        assertThat(sidecar.document().state().allowed()).as("seed %s", seed).isEqualTo(wishes.allowed);
    }

    @Test
    void a_game_that_was_told_that_it_is_held_stays_held_until_it_lets_go() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        Future<?> trouble = trouble(stop);
        for (int match = 0; match < 300; match++) {
            assertThat(fermata.hold()).as("seed %s", seed).isEqualTo(Hold.LOCAL);
            for (int minute = 0; minute < 5; minute++) {
                assertThat(sidecar.document().state().allowed())
                        .as("seed %s, match %s", seed, match)
                        .isFalse();
                Thread.onSpinWait();
            }
            assertThat(fermata.allowDeletion()).as("seed %s", seed).isTrue();
        }
        stop.set(true);
        trouble.get();
        sidecar.await(server -> server.state().allowed());
    }
}
