package dev.fermata.local.apiserver.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Meta;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All objects, under one revision that grows by one with each write, as etcd's does. A write names the version it replaces and fails if
 * that is no longer the current one, so nobody computes anything under the lock.
 */
public final class Store {
    private static final String LAST = "\uffff";
    private static final int BATCH = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Stored> objects = new ConcurrentHashMap<>();
    private final NavigableMap<Key, Stored> sorted = new TreeMap<>();
    private final Map<String, ChangeLog> logs = new HashMap<>();
    private final Map<String, Key> byUid = new ConcurrentHashMap<>();
    private final Map<String, Set<Key>> byOwner = new HashMap<>();
    private final Map<String, Set<Key>> byNamespace = new ConcurrentHashMap<>();
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private final int logCapacity;
    private final long start;
    private volatile long revision;
    private volatile boolean closed;

    /**
     * An empty store.
     *
     * @param start the revision before the first write. One that grows from one incarnation to the next makes clients of the last one
     *     list anew instead of missing changes
     * @param logCapacity how many changes of each type are kept for watches
     */
    public Store(long start, int logCapacity) {
        this.start = start;
        this.revision = start;
        this.logCapacity = logCapacity;
    }

    /** What a list found, and the revision from which to watch for what comes after it. */
    public record Listing(long revision, List<Stored> items) {}

    public long revision() {
        return revision;
    }

    public @Nullable Stored get(Key key) {
        return objects.get(key);
    }

    /** The key of the object with this uid; null if it is gone. */
    public @Nullable Key find(String uid) {
        return byUid.get(uid);
    }

    /** All objects of a type in the order of their keys; an empty namespace means all of them. */
    public Listing list(String type, String namespace) {
        Key from = new Key(type, namespace, "");
        Key to = namespace.isEmpty() ? new Key(type, LAST, LAST) : new Key(type, namespace, LAST);
        lock.lock();
        try {
            return new Listing(
                    revision,
                    new ArrayList<>(sorted.subMap(from, true, to, true).values()));
        } finally {
            lock.unlock();
        }
    }

    /** Everything in a namespace, of whatever type. */
    public Collection<Key> contents(String namespace) {
        return List.copyOf(byNamespace.getOrDefault(namespace, Set.of()));
    }

    /** The objects that name this uid among their owners. */
    public Collection<Key> dependents(String ownerUid) {
        lock.lock();
        try {
            return List.copyOf(byOwner.getOrDefault(ownerUid, Set.of()));
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes a version.
     *
     * @param replaced the version that this one was computed from; null for a creation
     * @param json given away: it gets its resourceVersion here and is not to be changed after
     * @return what was stored; null if {@code replaced} is not the current version
     */
    public @Nullable Stored put(Key key, @Nullable Stored replaced, ObjectNode json) {
        lock.lock();
        try {
            if (objects.get(key) != replaced) {
                return null;
            }
            Stored stored = commit(key, json);
            objects.put(key, stored);
            sorted.put(key, stored);
            disown(replaced);
            own(stored);
            byUid.put(stored.meta().uid(), key);
            byNamespace
                    .computeIfAbsent(key.namespace(), unseen -> ConcurrentHashMap.newKeySet())
                    .add(key);
            publish(new Change(replaced == null ? Change.Type.ADDED : Change.Type.MODIFIED, replaced, stored));
            return stored;
        } finally {
            lock.unlock();
        }
    }

    /** Removes an object; returns its last version, null if {@code current} is not the current one. */
    public @Nullable Stored remove(Stored current) {
        lock.lock();
        try {
            Key key = current.key();
            if (objects.get(key) != current) {
                return null;
            }
            Stored last = commit(key, current.json().deepCopy());
            objects.remove(key);
            sorted.remove(key);
            disown(current);
            byUid.remove(current.meta().uid());
            byNamespace.getOrDefault(key.namespace(), Set.of()).remove(key);
            publish(new Change(Change.Type.DELETED, current, last));
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** Tells the listener of each change, in order, on the writer's thread and under the lock: it may only take a note. */
    public void listen(Consumer<Change> listener) {
        listeners.add(listener);
    }

    /**
     * The changes of a type after a revision, waiting for the first.
     *
     * @return none if the time passed or the store was closed
     */
    public List<Change> await(String type, long after, long millis) throws InterruptedException, TooOldException {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lockInterruptibly();
        try {
            ChangeLog log = log(type);
            List<Change> found = log.after(after, BATCH);
            while (found.isEmpty() && nanos > 0 && !closed) {
                nanos = log.grown().awaitNanos(nanos);
                found = log.after(after, BATCH);
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets the history, so that a watch from an older revision is refused. */
    public void compact() {
        lock.lock();
        try {
            logs.values().forEach(ChangeLog::compact);
        } finally {
            lock.unlock();
        }
    }

    public boolean isClosed() {
        return closed;
    }

    /** Wakes everybody who waits. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            logs.values().forEach(log -> log.grown().signalAll());
        } finally {
            lock.unlock();
        }
    }

    private Stored commit(Key key, ObjectNode json) {
        long next = revision + 1;
        new Meta(json).node().put("resourceVersion", Long.toString(next));
        revision = next;
        return new Stored(key, next, json);
    }

    private void publish(Change change) {
        ChangeLog log = log(change.after().key().type());
        log.add(change);
        listeners.forEach(listener -> listener.accept(change));
        log.grown().signalAll();
    }

    private ChangeLog log(String type) {
        return logs.computeIfAbsent(type, unseen -> new ChangeLog(logCapacity, start, lock.newCondition()));
    }

    private void own(Stored stored) {
        for (Meta.Owner owner : stored.meta().owners()) {
            byOwner.computeIfAbsent(owner.uid(), unseen -> new LinkedHashSet<>())
                    .add(stored.key());
        }
    }

    private void disown(@Nullable Stored stored) {
        if (stored == null) {
            return;
        }
        byUid.remove(stored.meta().uid());
        for (Meta.Owner owner : stored.meta().owners()) {
            Set<Key> dependents = byOwner.get(owner.uid());
            if (dependents != null && dependents.remove(stored.key()) && dependents.isEmpty()) {
                byOwner.remove(owner.uid());
            }
        }
    }
}
