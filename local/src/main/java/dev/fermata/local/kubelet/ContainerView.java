package dev.fermata.local.kubelet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One container of a Pod as it is now.
 *
 * @param last how it ended the last time, if it was started more than once
 * @param restarts how often it was started again
 * @param started whether its startupProbe has answered since it was started
 * @param ready whether its readinessProbe answers
 */
record ContainerView(State state, @Nullable Terminated last, int restarts, boolean started, boolean ready) {
    static final ContainerView CREATING =
            new ContainerView(new Waiting("ContainerCreating", ""), null, 0, false, false);

    /** Where it is. */
    sealed interface State {}

    /** It does not run (yet). */
    record Waiting(String reason, String message) implements State {}

    /** It is a process. */
    record Running(long pid, Instant since) implements State {}

    /** It has ended. */
    record Terminated(int exitCode, String reason, String message, Run run) implements State {}

    /** When a process was; pid 0 where there was none. */
    record Run(long pid, Instant from, Instant to) {}

    ContainerView with(State next) {
        return new ContainerView(next, last, restarts, false, false);
    }

    /** The process is up, and not asked yet whether it has started. */
    ContainerView running(Running running) {
        return switch (state) {
            case Terminated before -> new ContainerView(running, before, restarts + 1, false, false);
            case Waiting waiting when last != null -> new ContainerView(running, last, restarts + 1, false, false);
            case Waiting waiting -> with(running);
            case Running already -> throw new IllegalStateException("a running container was started");
        };
    }

    /** It has ended, and waits to be started again. */
    ContainerView backingOff(String message) {
        if (state instanceof Terminated ended) {
            return new ContainerView(new Waiting("CrashLoopBackOff", message), ended, restarts, false, false);
        }
        throw new IllegalStateException("a container backs off that has not ended: " + state);
    }

    ContainerView probed(boolean nowStarted, boolean nowReady) {
        return new ContainerView(state, last, restarts, nowStarted, nowReady);
    }
}
