package dev.fermata.wire;

/** What the operator last acknowledged of the cluster-side guard over a Server's Pod, for the present permission. */
public enum Guard {
    /** Nothing yet: the operator has not answered since the permission last changed. */
    UNKNOWN("unknown"),

    /** The operator knows the permission, but no guard is installed in this cluster. */
    NONE("none"),

    /** The cluster refuses to delete or evict the Pod. */
    ARMED("armed"),

    /** The cluster lets the Pod be deleted, as the game allowed. */
    LIFTED("lifted");

    private final String wireName;

    Guard(String wireName) {
        this.wireName = wireName;
    }

    /** {@return the word in JSON} */
    public String wireName() {
        return wireName;
    }

    /** The guard that an operator says; {@link #UNKNOWN} is not for saying. */
    static Guard ofRequest(String field, String word) {
        for (Guard guard : values()) {
            if (guard != UNKNOWN && guard.wireName.equals(word)) {
                return guard;
            }
        }
        throw new WireException(field, "must be none, armed or lifted, not " + Text.shown(word));
    }

    /** The guard in an answer; a word of a later version is {@link #UNKNOWN}, which promises nothing. */
    static Guard ofResponse(String word) {
        for (Guard guard : values()) {
            if (guard.wireName.equals(word)) {
                return guard;
            }
        }
        return UNKNOWN;
    }
}
