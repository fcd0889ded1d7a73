package dev.fermata.client.internal;

import dev.fermata.wire.Permission;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A permission that the game wants the sidecar to have, and who waits to hear. Guarded by the {@link Desk}'s lock. */
final class Wish {
    private final Permission permission;
    private final Set<CompletableFuture<Answer>> waiters = Collections.newSetFromMap(new IdentityHashMap<>());

    Wish(Permission permission) {
        this.permission = permission;
    }

    Permission permission() {
        return permission;
    }

    void add(CompletableFuture<Answer> waiter) {
        waiters.add(waiter);
    }

    void addAllOf(Wish other) {
        waiters.addAll(other.waiters);
        other.waiters.clear();
    }

    @SuppressWarnings("CollectionUndefinedEquality") // the set compares by identity
    void forget(CompletableFuture<Answer> waiter) {
        waiters.remove(waiter);
    }

    /** Answers all who wait. What hangs on these futures only hands over to another thread. */
    void answer(Answer answer) {
        List<CompletableFuture<Answer>> all = new ArrayList<>(waiters);
        waiters.clear();
        all.forEach(waiter -> waiter.complete(answer));
    }

    int waiters() {
        return waiters.size();
    }

    @Override
    public String toString() {
        return permission + " for " + waiters.size();
    }
}
