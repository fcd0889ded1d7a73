package dev.fermata.operator.shell.part;

import dev.fermata.operator.shell.log.LogKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one part running, and says once why where it cannot. Tries again after 1 s, doubling up to a minute. */
final class Minder {
    private static final Logger LOG = LoggerFactory.getLogger(Minder.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LAST_WAIT = Duration.ofMinutes(1);

    private final Part part;
    private final List<Minder> needs;
    private final Set<Minder> dependents = ConcurrentHashMap.newKeySet();
    private final Thread thread;

    // All guarded by this.
    private Part.@Nullable Running running;
    private boolean open;
    private @Nullable String broke;
    private String why = "starting";
    private @Nullable String said;

    Minder(Part part, List<Minder> needs) {
        this.part = part;
        this.needs = needs;
        this.thread =
                Thread.ofPlatform().daemon().name("fermata-part-" + part.name()).unstarted(this::mind);
        needs.forEach(need -> need.dependents.add(this));
    }

    void begin() {
        thread.start();
    }

    /** Ends the part and its minding, and waits for both. */
    void end() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized Parts.Standing standing() {
        return running == null
                ? new Parts.Standing(part.name(), false, false, Optional.of(why))
                : new Parts.Standing(part.name(), true, running.isStale(), Optional.empty());
    }

    private void mind() {
        Duration wait = FIRST_WAIT;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                for (Minder need : needs) {
                    awaitNeed(need);
                }
                if (started(wait)) {
                    wait = FIRST_WAIT;
                    say("part broke; it is started anew", awaitBreak(), wait);
                    stop();
                }
                Thread.sleep(wait);
                Duration longer = wait.multipliedBy(2);
                wait = longer.compareTo(LAST_WAIT) < 0 ? longer : LAST_WAIT;
            }
        } catch (InterruptedException ended) {
            LOG.atDebug().addKeyValue(LogKey.KIND, part.name()).log("part is ended");
        } finally {
            Thread.interrupted(); // what is under way may be finished
            stop();
        }
    }

    private void awaitNeed(Minder need) throws InterruptedException {
        if (!need.standing().running()) {
            synchronized (this) {
                why = "waits for " + need.part.name();
            }
            need.awaitRunning();
        }
    }

    private synchronized void awaitRunning() throws InterruptedException {
        while (running == null) {
            wait();
        }
    }

    private void closeAndTell(Part.@Nullable Running ended) {
        try {
            if (ended != null) {
                ended.close();
            }
        } finally {
            synchronized (this) {
                open = false;
                notifyAll();
            }
        }
    }

    /** Not only that nobody can use it any more, but that it is closed. */
    private synchronized void awaitEnd() throws InterruptedException {
        while (open) {
            wait();
        }
    }

    private synchronized String awaitBreak() throws InterruptedException {
        while (broke == null) {
            wait();
        }
        return broke;
    }

    private synchronized void breaks(String reason) {
        if (broke == null) {
            broke = reason;
            notifyAll();
        }
    }

    private boolean started(Duration wait) {
        synchronized (this) {
            broke = null;
        }
        try {
            Part.Running started = part.start(this::breaks);
            synchronized (this) {
                running = started;
                open = true;
                said = null;
                notifyAll();
            }
            LOG.atInfo().addKeyValue(LogKey.KIND, part.name()).log("part runs");
            return true;
        } catch (RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                say("part cannot run yet; it is tried again", String.valueOf(e.getMessage()), wait);
            }
            return false;
        }
    }

    private synchronized void say(String message, String reason, Duration wait) {
        if (!reason.equals(said)) {
            LOG.atWarn()
                    .addKeyValue(LogKey.KIND, part.name())
                    .addKeyValue(LogKey.DETAIL, reason)
                    .addKeyValue(LogKey.RETRY_SECONDS, wait.toSeconds())
                    .log(message);
        }
        why = reason;
        said = reason;
    }

    /** Ends the part, after those that need it. */
    private void stop() {
        boolean interrupted = false;
        for (Minder dependent : dependents) {
            dependent.breaks(part.name() + " broke");
            try {
                dependent.awaitEnd();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        Part.Running ended;
        synchronized (this) {
            ended = running;
            running = null;
            notifyAll();
        }
        closeAndTell(ended);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
