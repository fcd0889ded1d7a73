package dev.fermata.local.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.local.apiserver.SimulatedApiServer.Settings;
import dev.fermata.local.apiserver.WatchedCopy.Event;
import dev.fermata.local.apiserver.WatchedCopy.Manner;
import dev.fermata.local.apiserver.WatchedCopy.Signals;
import dev.fermata.local.apiserver.WatchedCopy.Told;
import dev.fermata.local.apiserver.WatchedCopy.Wish;
import dev.fermata.local.apiserver.store.Store;
import dev.fermata.local.apiserver.store.Stored;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Watches while several clients write at once: each is told all that it wants to see, whatever becomes of its connection. */
@Timeout(120)
class WatchLoadTest {
    private static final String CONFIG_MAPS = "/configmaps";
    private static final String SEEN = "seen%3Dyes";
    private static final int OF_EACH = 2;
    private static final int WRITERS = 4;
    private static final int WRITES = 400;
    private static final int ALL = WRITERS * WRITES + 1;

    @Test
    void everyWatchTellsEveryChangeOnceAndInOrder() throws Exception {
        List<WatchedCopy> copies = underLoad(ALL, server -> {});

        assertThat(copies).extracting(WatchedCopy::expired).containsOnly(0L);
    }

    @Test
    void whereTheNetworkFailsNothingIsLostOrToldTwice() throws Exception {
        List<WatchedCopy> copies = underLoad(ALL, SimulatedApiServer::dropWatches);

        assertThat(copies).extracting(WatchedCopy::expired).containsOnly(0L);
    }

    @Test
    void whoeverLagsTooFarBehindIsToldSoAndListsAgain() throws Exception {
        List<WatchedCopy> copies = underLoad(WRITES / 10, server -> {});

        assertThat(copies)
                .filteredOn(copy -> copy.wish().manner() == Manner.ABSENT)
                .extracting(WatchedCopy::expired)
                .containsOnly(1L);
    }

    /** Many clients follow while several write, on a server that keeps so many changes. */
    private static List<WatchedCopy> underLoad(int kept, Consumer<SimulatedApiServer> nowAndThen) throws Exception {
        try (SimulatedApiServer server = SimulatedApiServer.start(new Settings(0, InstantSource.system(), kept));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Store store = server.resources().store();
            History history = History.of(store, CONFIG_MAPS);
            List<Wish> wishes = wishes();
            Signals signals = new Signals(new CountDownLatch(wishes.size()), new CountDownLatch(1));
            List<Future<WatchedCopy>> following = wishes.stream()
                    .map(wish -> new WatchedCopy(server.url().getPort(), wish, signals))
                    .map(copy -> threads.submit(copy::follow))
                    .toList();
            try {
                assertThat(signals.begun().await(30, TimeUnit.SECONDS)).isTrue();
                write(server, threads, () -> nowAndThen.accept(server));
            } finally {
                signals.calm().countDown();
            }

            List<WatchedCopy> copies = new ArrayList<>();
            for (Future<WatchedCopy> copy : following) {
                copies.add(copy.get());
            }
            copies.forEach(copy -> check(copy, history, store));
            return copies;
        }
    }

    private static List<Wish> wishes() {
        return Stream.of(Manner.values())
                .flatMap(manner -> Stream.of(new Wish(manner, ""), new Wish(manner, SEEN)))
                .flatMap(wish -> IntStream.range(0, OF_EACH).mapToObj(any -> wish))
                .toList();
    }

    /** Returns when all is written, the last object included, whoever reads it or not. */
    private static void write(SimulatedApiServer server, ExecutorService threads, Runnable nowAndThen)
            throws Exception {
        List<Callable<Integer>> writers = IntStream.range(0, WRITERS)
                .<Callable<Integer>>mapToObj(
                        seed -> () -> new ConfigMapWriter(server.url(), seed, nowAndThen).write(WRITES))
                .toList();
        for (Future<Integer> writer : threads.invokeAll(writers)) {
            assertThat(writer.get()).as("writes that were done").isGreaterThan(WRITES / 4);
        }
        server.create("{apiVersion: v1, kind: ConfigMap, metadata: {name: end, labels: {seen: 'yes'}}}");
    }

    private static void check(WatchedCopy copy, History history, Store store) {
        Predicate<Stored> wanted = wanted(copy.wish());
        for (Told told : copy.told()) {
            switch (told) {
                case Told.Listed(var revision, var objects) ->
                    assertThat(objects).isEqualTo(history.at(revision, wanted));
                case Told.Watched(var from, var events) -> check(from, events, copy.wish(), history);
                case Told.Expired expired -> {} // the list after it is looked at
            }
        }
        assertThat(copy.objects())
                .isEqualTo(store.list(CONFIG_MAPS, "default").items().stream()
                        .filter(wanted)
                        .collect(Collectors.toMap(stored -> stored.key().name(), Stored::revision)));
    }

    private static void check(long from, List<Event> events, Wish wish, History history) {
        long to = events.isEmpty() ? from : events.getLast().revision();
        assertThat(events).as("what a %s was told", wish).isEqualTo(history.between(from, to, wanted(wish)));
        assertThat(events)
                .extracting(Event::revision)
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(revision -> revision > from);
    }

    private static Predicate<Stored> wanted(Wish wish) {
        return wish.labelSelector().isEmpty() ? any -> true : WatchLoadTest::isSeen;
    }

    private static boolean isSeen(Stored stored) {
        return stored.json()
                .path("metadata")
                .path("labels")
                .path("seen")
                .asText()
                .equals("yes");
    }
}
