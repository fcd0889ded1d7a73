package dev.fermata.sidecar.http;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/** Time that moves when the test says so, for Jetty's own timeouts too. */
final class ManualScheduler extends AbstractLifeCycle implements Scheduler {
    private final class Due implements Task {
        private final long at;
        private final Runnable work;

        Due(long at, Runnable work) {
            this.at = at;
            this.work = work;
        }

        @Override
        public boolean cancel() {
            return tasks.remove(this);
        }
    }

    private final Set<Due> tasks = ConcurrentHashMap.newKeySet();
    private volatile long now;

    @Override
    public Task schedule(Runnable work, long delay, TimeUnit unit) {
        Due due = new Due(now + unit.toNanos(delay), work);
        tasks.add(due);
        return due;
    }

    /** Does on this thread, and in its order, what falls due. */
    void pass(Duration duration) {
        long end = now + duration.toNanos();
        for (Optional<Due> next = next(end); next.isPresent(); next = next(end)) {
            Due due = next.get();
            if (due.cancel()) {
                now = Math.max(now, due.at);
                due.work.run();
            }
        }
        now = end;
    }

    private Optional<Due> next(long end) {
        return tasks.stream().filter(due -> due.at <= end).min(Comparator.comparingLong(due -> due.at));
    }
}
