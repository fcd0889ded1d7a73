package dev.fermata.sidecar.state;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The one place where the state is kept. Changes are atomic: each meets the state that the one before it left, so of a seal and a
 * hold that race, one comes first and the other meets its outcome.
 */
public final class Cell {
    private final AtomicReference<State> state;
    private final List<Consumer<Transition>> listeners = new CopyOnWriteArrayList<>();

    public Cell(State initial) {
        state = new AtomicReference<>(initial);
    }

    public State get() {
        return Objects.requireNonNull(state.get());
    }

    /**
     * Lets a listener hear of each change, on the thread that made it and after it took hold; so it must not wait. Listeners may hear
     * of two changes in the wrong order: versions tell.
     */
    public void listen(Consumer<Transition> listener) {
        listeners.add(listener);
    }

    /**
     * Makes a wish.
     *
     * @param wish the state that follows a state: a pure function, which may be called more than once
     */
    public Transition change(UnaryOperator<State> wish) {
        while (true) {
            State before = get();
            State after = wish.apply(before);
            if (!after.isLaterThan(before)) {
                return new Transition(before, before);
            }
            Transition transition = new Transition(before, after);
            if (state.compareAndSet(before, after)) {
                listeners.forEach(listener -> listener.accept(transition));
                return transition;
            }
        }
    }
}
