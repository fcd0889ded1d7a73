package dev.fermata.local.apiserver.rest;

/** How a client wants a write to be done. */
public record WriteOptions(Commit commit, UnknownFields unknownFields) {
    /** What most clients want. */
    public static final WriteOptions PLAIN = new WriteOptions(Commit.STORE, UnknownFields.WARN);

    /** Whether the write is stored. */
    public enum Commit {
        STORE,
        DRY_RUN
    }

    /** What to do about fields that the schema does not know. */
    public enum UnknownFields {
        IGNORE,
        WARN,
        STRICT,
        /** An error as well; of a patch the API server says that it is invalid, not that it cannot be read. */
        STRICT_IN_PATCH
    }
}
