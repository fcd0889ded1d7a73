package dev.fermata.sidecar.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Threads race for the cell, and each says what it wished and what came of it. The history must be one that a single thread could
 * have made, one wish after the other, each between its call and its return (linearizability; Herlihy and Wing, 1990).
 */
class RaceTest {
    private static final int THREADS = 6;
    private static final int WISHES = 20_000;
    private static final int DUELS = 20_000;

    private enum Wish {
        ALLOW,
        HOLD,
        SEAL,
        UNSEAL,
        PLAYERS;

        State of(State state) {
            return switch (this) {
                case ALLOW -> state.allow();
                case HOLD -> state.hold();
                case SEAL -> state.seal();
                case UNSEAL -> state.unseal();
                case PLAYERS -> state.players((int) (state.version() % 7));
            };
        }
    }

    /** What one thread saw: the versions just before its call and just after its return, and the transition it was given. */
    private record Event(Wish wish, long called, long returned, Transition transition) {
        long metVersion() {
            return transition.before().version();
        }

        boolean isHeld() {
            return wish == Wish.HOLD && transition.before().refusal() == null;
        }

        boolean isSealing() {
            return wish == Wish.SEAL && transition.isVisible();
        }
    }

    @Test
    void ofAHoldAndASealThatRaceExactlyOneWins() throws Exception {
        Cell cell = new Cell(State.initial("i-1"));
        CyclicBarrier start = new CyclicBarrier(2);
        CyclicBarrier end = new CyclicBarrier(2);
        int[] sealed = new int[1];
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Integer> holds = threads.submit(() -> {
                int won = 0;
                for (int i = 0; i < DUELS; i++) {
                    cell.change(State::unseal);
                    cell.change(State::allow);
                    start.await();
                    won += cell.change(State::hold).before().refusal() == null ? 1 : 0;
                    end.await();
                }
                return won;
            });
            Future<?> seals = threads.submit(() -> {
                for (int i = 0; i < DUELS; i++) {
                    start.await();
                    sealed[0] += cell.change(State::seal).after().document().sealed() ? 1 : 0;
                    end.await();
                }
                return null;
            });
            seals.get();
            assertThat(holds.get() + sealed[0]).isEqualTo(DUELS);
        }
    }

    @Test
    void everyHistoryIsOneThatASingleThreadCouldHaveMade() throws Exception {
        Cell cell = new Cell(State.initial("i-1"));
        List<Event> history = history(cell, 20260131);

        NavigableMap<Long, Event> changes = changes(history);
        assertThat(changes.sequencedKeySet()).hasSize((int) cell.get().version());
        State last = State.initial("i-1");
        for (Event change : changes.sequencedValues()) {
            assertThat(change.transition().before()).isEqualTo(last);
            last = change.transition().after();
        }
        assertThat(last).isEqualTo(cell.get());
        for (Event event : history) {
            assertThat(event.metVersion()).isBetween(event.called(), event.returned());
            assertThat(event.transition().after())
                    .isEqualTo(event.wish().of(event.transition().before()));
        }
    }

    @Test
    void nothingIsSealedThatAGameWasToldItHolds() throws Exception {
        List<Event> history = history(new Cell(State.initial("i-1")), 42);

        NavigableMap<Long, Event> changes = changes(history);
        List<Event> held = history.stream().filter(Event::isHeld).toList();
        assertThat(held).isNotEmpty();
        assertThat(changes.values()).anyMatch(Event::isSealing);
        for (Event hold : held) {
            List<Wish> until = new ArrayList<>();
            for (Event later :
                    changes.tailMap(hold.transition().after().version(), false).values()) {
                if (later.wish() == Wish.ALLOW || later.isSealing()) {
                    until.add(later.wish());
                    break;
                }
            }
            assertThat(until).doesNotContain(Wish.SEAL);
        }
    }

    private static List<Event> history(Cell cell, long seed) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<List<Event>>> players = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(seed + i);
            players.add(() -> {
                start.await();
                return play(cell, random);
            });
        }
        List<Event> history = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<List<Event>> played : threads.invokeAll(players)) {
                history.addAll(played.get());
            }
        }
        history.sort(Comparator.comparingLong(Event::metVersion));
        return history;
    }

    private static List<Event> play(Cell cell, Random random) {
        List<Event> events = new ArrayList<>(WISHES);
        Wish[] wishes = Wish.values();
        for (int i = 0; i < WISHES; i++) {
            Wish wish = wishes[random.nextInt(wishes.length)];
            long called = cell.get().version();
            Transition transition = cell.change(wish::of);
            events.add(new Event(wish, called, cell.get().version(), transition));
        }
        return events;
    }

    private static NavigableMap<Long, Event> changes(List<Event> history) {
        NavigableMap<Long, Event> changes = new TreeMap<>();
        for (Event event : history) {
            if (event.transition().isVisible()) {
                Event other = changes.put(event.transition().after().version(), event);
                assertThat(other).as("two changes to one version").isNull();
            }
        }
        return changes;
    }
}
