package dev.fermata.local.apiserver.store;

import org.jspecify.annotations.Nullable;

/**
 * One entry of the log.
 *
 * @param before the version that was replaced; null for a creation
 * @param after the version from then on; for a removal the last one, with the revision of the removal
 */
public record Change(Type type, @Nullable Stored before, Stored after) {
    /** What happened, in the words of watches. */
    public enum Type {
        ADDED,
        MODIFIED,
        DELETED
    }

    /** For an object that goes out of a client's sight: what the client saw last, with the revision of this change. */
    public Stored lastSeen() {
        return type == Type.DELETED || before == null ? after : before.at(after.revision());
    }

    public long revision() {
        return after.revision();
    }
}
