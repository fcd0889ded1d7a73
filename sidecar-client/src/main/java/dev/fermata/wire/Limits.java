package dev.fermata.wire;

/** Bounds that both ends keep. Lengths of texts are in UTF-16 units, as {@link String#length()} counts. */
public final class Limits {
    /** The longest request body, in bytes: 16 KiB. More is answered with 413. */
    public static final int MAX_BODY_BYTES = 16 * 1024;

    /** The longest answer, or server-sent event, that a reader takes, in bytes: 64 KiB. */
    public static final int MAX_ANSWER_BYTES = 64 * 1024;

    /** The greatest number of players, and the greatest capacity. */
    public static final int MAX_PLAYERS = 1_000_000;

    /** The longest name of a Kubernetes object. */
    public static final int MAX_NAME = 253;

    /** The longest {@code instance} or {@code uid}. */
    public static final int MAX_IDENTIFIER = 64;

    /** The longest reason of a drain. */
    public static final int MAX_REASON = 64;

    /** The longest sentence for people: a drain's message, an error. */
    public static final int MAX_SENTENCE = 1024;

    private Limits() {}
}
