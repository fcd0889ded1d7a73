package dev.fermata.operator.shell.part;

import java.util.List;
import java.util.function.Consumer;

/** Something that runs for as long as the operator does, if it can. */
public interface Part {
    /** What people call it. */
    String name();

    /** Names of the parts that must run before it. */
    List<String> needs();

    /**
     * Starts it.
     *
     * @param broken is told, once, if it ends by itself, with a sentence that says why; it is closed and started anew then
     * @return the way to end it
     * @throws RuntimeException if it cannot run now; the message says why, and nothing is left running
     */
    Running start(Consumer<String> broken);

    /** A part that runs. */
    interface Running extends AutoCloseable {
        /** Whether what it shows may be old, because it lost its connection and is trying to get it back. */
        boolean isStale();

        @Override
        void close();
    }
}
