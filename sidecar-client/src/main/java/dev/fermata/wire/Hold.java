package dev.fermata.wire;

/** What a game is told that takes its permission back: may a match go on, and who stands behind that. */
public enum Hold {
    /**
     * The operator will not delete this server, and the cluster refuses anybody else's attempt. <em>Start the match.</em>
     */
    GUARDED("guarded"),

    /**
     * The sidecar knows that this server is held, and the operator will not delete it; but no guard in the cluster stands against
     * others (an eviction, somebody's {@code kubectl delete pod}): there is none installed, it is not armed yet, the operator has
     * not answered yet, or the game runs without a sidecar. <em>Start the match.</em> A game that would rather wait for
     * {@link #GUARDED} asks again.
     */
    LOCAL("local"),

    /**
     * Too late: the operator has sealed the permission that this game gave, and the server is about to be deleted. <em>Start no
     * match here</em>; send the players to another server, save what must be saved, and exit. Only if nobody wants this server gone
     * any more does the operator unseal it: the game is told of the change, and may ask again.
     */
    SEALED("sealed"),

    /**
     * Too late: the Pod is already being ended, whatever the game says. <em>Start no match here</em>, and exit before the Pod's
     * grace period is over. There is no way back.
     */
    TERMINATING("terminating"),

    /**
     * No answer, and so never on the wire: the sidecar did not answer in time, or the game allowed deletion again before it was
     * asked, or the client is closed. The server may be held or not. <em>Start no match yet</em>: ask again, or send the players
     * elsewhere. The wish stands, and is brought to the sidecar as soon as it answers; a game that gave up says so by allowing
     * deletion.
     */
    UNANSWERED("unanswered");

    private final String wireName;

    Hold(String wireName) {
        this.wireName = wireName;
    }

    /** {@return the word in JSON} */
    public String wireName() {
        return wireName;
    }

    /**
     * Whether the server is held, so that a match may start.
     *
     * @return true for {@link #GUARDED} and {@link #LOCAL}
     */
    public boolean isHeld() {
        return this == GUARDED || this == LOCAL;
    }

    static Hold of(String field, String word) {
        for (Hold hold : values()) {
            if (hold != UNANSWERED && hold.wireName.equals(word)) {
                return hold;
            }
        }
        throw new WireException(field, "must be guarded, local, sealed or terminating, not " + Text.shown(word));
    }
}
