package dev.fermata.client.internal;

import dev.fermata.wire.Hold;
import dev.fermata.wire.Permission;
import dev.fermata.wire.Players;
import dev.fermata.wire.ServerDocument;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the game leaves what it has to say, and where the {@link Courier} finds what to do next: first the permission, then
 * players, then questions. The one lock of the requesting side; nobody does I/O, and no code of the game runs, while holding it.
 */
final class Desk {
    /** Longer than anything is waited for. */
    static final long NEVER = Long.MAX_VALUE;

    private final Timing timing;
    private final Backoff backoff;
    private final PermissionState permission = new PermissionState();
    private final PlayersState players;
    private Set<CompletableFuture<Optional<ServerDocument>>> readers = identitySet();
    private boolean refrains;
    private long retry;
    private boolean closed;

    Desk(Timing timing, DoubleSupplier chance) {
        this.timing = timing;
        this.backoff = new Backoff(timing, chance);
        this.players = new PlayersState(timing);
    }

    /** The game's wish; what becomes of it is known in {@link Timing#answer} at most. */
    CompletableFuture<Answer> wish(Permission wanted) {
        CompletableFuture<Answer> waiter = new CompletableFuture<>();
        synchronized (this) {
            if (closed) {
                return CompletableFuture.completedFuture(Answer.NONE);
            }
            permission.wish(wanted, waiter);
            notifyAll();
        }
        return bounded(waiter, Answer.NONE, () -> permission.forget(waiter));
    }

    synchronized void count(Players counted) {
        players.count(counted);
        notifyAll();
    }

    @SuppressWarnings("CollectionUndefinedEquality") // the set compares by identity
    CompletableFuture<Optional<ServerDocument>> read() {
        CompletableFuture<Optional<ServerDocument>> reader = new CompletableFuture<>();
        synchronized (this) {
            if (closed) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            readers.add(reader);
            notifyAll();
        }
        return bounded(reader, Optional.empty(), () -> readers.remove(reader));
    }

    private <T> CompletableFuture<T> bounded(CompletableFuture<T> answer, T otherwise, Runnable forget) {
        return answer.completeOnTimeout(otherwise, timing.answer().toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((given, failure) -> {
                    synchronized (this) {
                        forget.run();
                    }
                });
    }

    private static <T> Set<T> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** The sidecar was heard: it is there, so what failed is tried again at once. */
    synchronized void heard(ServerDocument document) {
        permission.heard(document);
        players.heard(document);
        refrains = false;
        notifyAll();
    }

    /** Waits for something to do; null when closed. Whoever takes a task reports what became of it. */
    synchronized @Nullable Task next() throws InterruptedException {
        while (!closed) {
            long now = System.nanoTime();
            Task task = due(now);
            if (task != null) {
                return task;
            }
            long wait = Math.min(untilRetry(now), players.due(now));
            if (refrains) {
                wait = untilRetry(now);
            }
            if (wait == NEVER) {
                wait();
            } else {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(wait, 1_000_000));
            }
        }
        return null;
    }

    private @Nullable Task due(long now) {
        if (untilRetry(now) <= 0) {
            refrains = false;
        }
        if (!refrains) {
            Wish wish = permission.send();
            if (wish != null) {
                return new Task.Tell(wish.permission());
            }
            Players counted = players.send(now);
            if (counted != null) {
                return new Task.Count(counted);
            }
        }
        if (readers.isEmpty()) {
            return null;
        }
        Task fetch = new Task.Fetch(List.copyOf(readers));
        readers = identitySet();
        return fetch;
    }

    private long untilRetry(long now) {
        return refrains ? retry - now : NEVER;
    }

    synchronized void taken(Hold hold) {
        permission.taken(hold);
        backoff.succeeded();
    }

    synchronized void refused(Hold hold) {
        permission.refused(hold);
        backoff.succeeded();
    }

    synchronized void permissionFailed() {
        permission.failed();
        refrain();
    }

    synchronized void playersTaken() {
        players.taken();
        backoff.succeeded();
    }

    synchronized void playersFailed() {
        players.failed();
        refrain();
    }

    private void refrain() {
        refrains = true;
        retry = System.nanoTime() + backoff.failed();
    }

    /** How many callers wait for an answer: none for longer than {@link Timing#answer}. */
    synchronized int waiters() {
        return permission.waiters() + readers.size();
    }

    /** Answers all who wait; nothing is done any more. */
    synchronized void close() {
        closed = true;
        permission.close();
        List.copyOf(readers).forEach(reader -> reader.complete(Optional.empty()));
        readers = identitySet();
        notifyAll();
    }
}
