package dev.fermata.local.kubelet;

import dev.fermata.local.kubelet.ContainerView.Run;
import dev.fermata.local.kubelet.ContainerView.Running;
import dev.fermata.local.kubelet.ContainerView.Terminated;
import dev.fermata.local.kubelet.ContainerView.Waiting;
import dev.fermata.local.process.Child;
import dev.fermata.local.process.Children;
import dev.fermata.local.process.Command;
import io.fabric8.kubernetes.api.model.Container;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One container of a Pod, from its start to its end, started again where its restart policy says so. One thread of its own
 * starts and ends its process; all that others do is to ask for the end, and to look.
 */
final class ContainerRun {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerRun.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration STABLE = Duration.ofMinutes(1);

    private final Container container;
    private final IntPredicate restarts;
    private final Node node;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<Duration> endAsked = new CompletableFuture<>();
    private final CompletableFuture<Void> hurry = new CompletableFuture<>();
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private ContainerView view = ContainerView.CREATING;

    /** What a container needs of the world. */
    interface Node {
        Launch launch(Container container);

        Children children();

        Probes probes();

        /** Some container's view is another now. */
        void changed();
    }

    ContainerRun(Container container, IntPredicate restarts, Node node) {
        this.container = container;
        this.restarts = restarts;
        this.node = node;
    }

    String name() {
        return container.getName();
    }

    Container container() {
        return container;
    }

    /** Whether it has ended, and well. */
    boolean succeeded() {
        return view().state() instanceof Terminated last && last.exitCode() == 0;
    }

    synchronized ContainerView view() {
        return view;
    }

    /** Completes when its process has passed its startupProbe for the first time; never if it does not. */
    CompletableFuture<Void> started() {
        return started;
    }

    /** Completes when it has ended and is not started again. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    void start() {
        if (begun.compareAndSet(false, true)) {
            Thread.ofVirtual().name("container-" + name()).start(this::live);
        }
    }

    /** Asks it to end within so much time (SIGTERM, later SIGKILL); the first one to ask says how much. */
    void end(Duration grace) {
        endAsked.complete(grace);
        if (begun.compareAndSet(false, true)) {
            ended.complete(null);
        }
    }

    /** Cuts short the time that {@link #end} gave it. */
    void hurry() {
        hurry.complete(null);
    }

    private void live() {
        try {
            Duration pause = Duration.ZERO;
            while (!endAsked.isDone()) {
                Instant from = Instant.now();
                once();
                if (endAsked.isDone()
                        || !(view().state() instanceof Terminated now)
                        || !restarts.test(now.exitCode())) {
                    return;
                }
                pause = from.plus(STABLE).isBefore(Instant.now()) ? Duration.ZERO : pause;
                if (pause.isPositive()) {
                    String message = "back-off " + pause.toSeconds() + "s restarting container " + name();
                    become(before -> before.backingOff(message));
                    Waits.within(pause, endAsked);
                }
                pause = pause.isZero() ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
            }
        } finally {
            ended.complete(null);
        }
    }

    private void once() {
        switch (node.launch(container)) {
            case Launch.Refused(String reason, String message) -> {
                become(before -> before.with(new Waiting(reason, message)));
                endAsked.join();
            }
            case Launch.Ready(Command command) -> run(command);
        }
    }

    private void run(Command command) {
        Instant from = Instant.now();
        Child child;
        try {
            child = node.children().start(command);
        } catch (IOException | NoSuchElementException failed) {
            String message = String.valueOf(failed.getMessage());
            become(before -> before.with(new Terminated(128, "StartError", message, new Run(0, from, from))));
            return;
        }
        become(before -> before.running(new Running(child.pid(), from)));
        Thread.ofVirtual().name("probes-" + name()).start(() -> probe(command, child));
        CompletableFuture.anyOf(child.exit(), endAsked).join();
        if (!child.exit().isDone()) {
            child.terminate();
            if (!Waits.within(endAsked.join(), CompletableFuture.anyOf(child.exit(), hurry)) || hurry.isDone()) {
                child.kill();
            }
        }
        int code = child.exit().join();
        Run run = new Run(child.pid(), from, Instant.now());
        become(before -> before.with(new Terminated(code, code == 0 ? "Completed" : "Error", "", run)));
    }

    private void probe(Command command, Child child) {
        new Prober(node.probes(), command, child).run(container, new Prober.Verdicts() {
            @Override
            public void started() {
                become(before -> isOf(child, before) ? before.probed(true, before.ready()) : before);
                started.complete(null);
            }

            @Override
            public void ready(boolean now) {
                become(before -> isOf(child, before) ? before.probed(before.started(), now) : before);
            }

            @Override
            public void failed(String which) {
                LOG.atWarn()
                        .addKeyValue("container", name())
                        .addKeyValue("probe", which)
                        .log("container fails its probe and is ended");
                child.kill();
            }
        });
    }

    private static boolean isOf(Child child, ContainerView view) {
        return view.state() instanceof Running running && running.pid() == child.pid();
    }

    private void become(UnaryOperator<ContainerView> next) {
        if (changes(next)) {
            node.changed();
        }
    }

    private synchronized boolean changes(UnaryOperator<ContainerView> next) {
        ContainerView before = view;
        view = next.apply(before);
        return !view.equals(before);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
