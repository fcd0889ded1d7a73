package dev.fermata.local.apiserver.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** The latest changes of one type, oldest first, in a ring. Guarded by the store's lock. */
final class ChangeLog {
    private final @Nullable Change[] ring;
    private final Condition grown;
    private long first;
    private long end;
    private long forgotten;

    /** A log that knows nothing of the changes up to this revision. */
    ChangeLog(int capacity, long forgotten, Condition grown) {
        this.ring = new @Nullable Change[capacity];
        this.forgotten = forgotten;
        this.grown = grown;
    }

    /** Signalled after each change. */
    Condition grown() {
        return grown;
    }

    void add(Change change) {
        if (end - first == ring.length) {
            forgotten = at(first).revision();
            first++;
        }
        ring[slot(end)] = change;
        end++;
    }

    /** Forgets everything, as etcd does when it is compacted. */
    void compact() {
        if (end > first) {
            forgotten = at(end - 1).revision();
            first = end;
        }
    }

    /** The changes after a revision, at most so many. */
    List<Change> after(long revision, int most) throws TooOldException {
        if (revision < forgotten) {
            throw new TooOldException(revision, forgotten);
        }
        List<Change> found = new ArrayList<>();
        for (long i = position(revision); i < end && found.size() < most; i++) {
            found.add(at(i));
        }
        return found;
    }

    private long position(long revision) {
        long low = first;
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (at(middle).revision() <= revision) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Change at(long index) {
        Change change = ring[slot(index)];
        if (change == null) {
            throw new IllegalStateException("the log has no gaps between its first and its last change");
        }
        return change;
    }

    private int slot(long index) {
        return (int) (index % ring.length);
    }
}
