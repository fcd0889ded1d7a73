package dev.fermata.operator.shell.act;

import dev.fermata.operator.plan.Refusal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What this process remembers of the objects it looks after, per uid, until they are gone: a restart forgets it. */
public final class Memory {
    private final Map<String, Entry> entries = new HashMap<>();

    private static final class Entry {
        /** By the name of what the write was to. */
        final Map<String, Refusal> refusals = new HashMap<>();

        final Set<String> taken = new HashSet<>();
        Optional<Instant> statusWrittenAt = Optional.empty();
        int unfinished;
    }

    /** The last refused writes of this object's reconciliations, by the name of what they were to. */
    public synchronized Map<String, Refusal> refusals(String uid) {
        return find(uid).map(entry -> Map.copyOf(entry.refusals)).orElse(Map.of());
    }

    /** When its status was written last. */
    public synchronized Optional<Instant> statusWrittenAt(String uid) {
        return find(uid).flatMap(entry -> entry.statusWrittenAt);
    }

    /** Names that its children could not have. */
    public synchronized Set<String> taken(String uid) {
        return find(uid).map(entry -> Set.copyOf(entry.taken)).orElse(Set.of());
    }

    /** The name is no longer anybody else's. */
    public synchronized void free(String uid, String name) {
        find(uid).ifPresent(entry -> entry.taken.remove(name));
    }

    /** Notes that its plan could not be finished, and gives how often in a row it could not. */
    public synchronized int unfinished(String uid) {
        return ++entry(uid).unfinished;
    }

    /** Its plan was finished. */
    public synchronized void finished(String uid) {
        find(uid).ifPresent(entry -> entry.unfinished = 0);
    }

    /** The object is gone. */
    public synchronized void forget(String uid) {
        entries.remove(uid);
    }

    synchronized void take(String uid, String name) {
        entry(uid).taken.add(name);
    }

    synchronized void statusWritten(String uid, Instant at) {
        entry(uid).statusWrittenAt = Optional.of(at);
    }

    /** Forgets the refusals of which this holds. */
    synchronized void forgive(String uid, Predicate<Map.Entry<String, Refusal>> which) {
        find(uid).ifPresent(entry -> entry.refusals.entrySet().removeIf(which));
    }

    /** Notes a first refusal, or one more of the same kind. */
    synchronized Refusal refused(String uid, String name, Refusal refusal) {
        return entry(uid).refusals.merge(name, refusal, (earlier, now) -> now.after(earlier));
    }

    private Optional<Entry> find(String uid) {
        return Optional.ofNullable(entries.get(uid));
    }

    private Entry entry(String uid) {
        return entries.computeIfAbsent(uid, any -> new Entry());
    }
}
