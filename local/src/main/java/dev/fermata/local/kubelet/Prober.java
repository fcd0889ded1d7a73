package dev.fermata.local.kubelet;

import dev.fermata.local.process.Child;
import dev.fermata.local.process.Command;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks one process of a container again and again, for as long as it lives, and says when the answers mean something.
 *
 * <p>Until a container has started, and until it is ready for the first time, it is asked every tenth of a second, whatever
 * the probe's period: on a laptop someone is waiting. The time it may take is the probe's own.
 */
final class Prober {
    private static final Duration EAGER = Duration.ofMillis(100);

    private final Probes probes;
    private final Command command;
    private final Child child;

    Prober(Probes probes, Command command, Child child) {
        this.probes = probes;
        this.command = command;
        this.child = child;
    }

    /** What follows from the answers. */
    interface Verdicts {
        void started();

        void ready(boolean now);

        void failed(String which);
    }

    /** Returns when the process has ended, or has failed its startupProbe. */
    void run(Container container, Verdicts verdicts) {
        if (!starts(container.getStartupProbe())) {
            if (!child.exit().isDone()) {
                verdicts.failed("startupProbe");
            }
            return;
        }
        verdicts.started();
        Probe liveness = container.getLivenessProbe();
        if (liveness != null) {
            Thread.ofVirtual().name("liveness").start(() -> watchLiveness(liveness, verdicts));
        }
        Probe readiness = container.getReadinessProbe();
        if (readiness == null) {
            verdicts.ready(true);
        } else {
            watchReadiness(readiness, verdicts);
        }
    }

    private boolean starts(@Nullable Probe probe) {
        if (probe == null) {
            return !child.exit().isDone();
        }
        Duration allowed = initialDelay(probe)
                .plus(period(probe)
                        .multipliedBy(
                                Optional.ofNullable(probe.getFailureThreshold()).orElse(3)));
        Instant latest = Instant.now().plus(allowed);
        while (!probes.answers(probe, command)) {
            if (Waits.within(EAGER, child.exit()) || Instant.now().isAfter(latest)) {
                return false;
            }
        }
        return true;
    }

    private void watchReadiness(Probe probe, Verdicts verdicts) {
        int failures = Optional.ofNullable(probe.getFailureThreshold()).orElse(3);
        int successes = Optional.ofNullable(probe.getSuccessThreshold()).orElse(1);
        Duration pause = EAGER;
        while (!Waits.within(Duration.ZERO, child.exit())) {
            if (!inARow(probe, true, successes, pause)) {
                return;
            }
            verdicts.ready(true);
            pause = period(probe);
            if (!inARow(probe, false, failures, pause)) {
                return;
            }
            verdicts.ready(false);
        }
    }

    private void watchLiveness(Probe probe, Verdicts verdicts) {
        int failures = Optional.ofNullable(probe.getFailureThreshold()).orElse(3);
        if (!Waits.within(initialDelay(probe), child.exit()) && inARow(probe, false, failures, period(probe))) {
            verdicts.failed("livenessProbe");
        }
    }

    /** Waits until so many answers in a row were as wanted; false if the process ended before. */
    private boolean inARow(Probe probe, boolean wanted, int times, Duration pause) {
        int row = 0;
        while (row < times) {
            row = probes.answers(probe, command) == wanted ? row + 1 : 0;
            if (row < times && Waits.within(pause, child.exit())) {
                return false;
            }
        }
        return !child.exit().isDone();
    }

    private static Duration period(Probe probe) {
        return Duration.ofSeconds(Optional.ofNullable(probe.getPeriodSeconds()).orElse(10));
    }

    private static Duration initialDelay(Probe probe) {
        return Duration.ofSeconds(
                Optional.ofNullable(probe.getInitialDelaySeconds()).orElse(0));
    }
}
