package dev.fermata.sidecar.nudge;

import dev.fermata.sidecar.metrics.Count;
import dev.fermata.sidecar.metrics.Metrics;
import dev.fermata.sidecar.state.Cell;
import dev.fermata.sidecar.state.State;
import dev.fermata.wire.Nudge;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that sends nudges when they are due, one at a time, and sleeps while there is nothing to say. */
public final class NudgeSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NudgeSender.class);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** So many in a row are told to people: one or two meet an operator that is not the leader, or is being replaced. */
    private static final int WORTH_TELLING = 3;

    private final Cell cell;
    private final NudgePost post;
    private final Metrics metrics;
    private final Thread thread;
    private volatile boolean closed;
    private int lost;

    /** Starts it; the first nudge goes out at once. */
    public static NudgeSender start(Cell cell, URI url, Nudge nudge, Metrics metrics) {
        NudgeSender sender = new NudgeSender(cell, new NudgePost(url, nudge, DEADLINE), metrics);
        cell.listen(transition -> LockSupport.unpark(sender.thread));
        sender.thread.start();
        return sender;
    }

    private NudgeSender(Cell cell, NudgePost post, Metrics metrics) {
        this.cell = cell;
        this.post = post;
        this.metrics = metrics;
        thread = new Thread(this::run, "nudges");
        thread.setDaemon(true);
    }

    private void run() {
        NudgePlan plan = NudgePlan.initial();
        while (!closed) {
            State state = cell.get();
            plan = plan.seeing(state);
            long wait = plan.dueIn(state, System.nanoTime());
            if (wait == NudgePlan.NEVER) {
                LockSupport.park(this);
            } else if (wait > 0) {
                LockSupport.parkNanos(this, wait);
            } else {
                send();
                plan = plan.sent(
                        state, System.nanoTime(), ThreadLocalRandom.current().nextDouble());
            }
        }
    }

    private void send() {
        try {
            int status = post.send();
            if (status / 100 == 2) {
                metrics.count(Count.NUDGE_TAKEN);
                taken();
            } else {
                metrics.count(Count.NUDGE_REFUSED);
                lost("status " + status);
            }
        } catch (IOException e) {
            metrics.count(Count.NUDGE_FAILED);
            lost(e.toString());
        }
    }

    private void taken() {
        if (lost >= WORTH_TELLING) {
            LOG.info("operator takes nudges again lost={}", lost);
        }
        lost = 0;
    }

    private void lost(String why) {
        lost++;
        if (lost == WORTH_TELLING) {
            LOG.warn("operator takes no nudges, they go on lost={} cause=\"{}\"", lost, why);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        thread.interrupt();
    }
}
