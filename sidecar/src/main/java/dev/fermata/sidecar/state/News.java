package dev.fermata.sidecar.state;

/** What the operator has yet to hear of, the weightiest first. */
public enum News {
    /** Whether deletion is allowed, or that this sidecar has started. */
    PERMISSION,

    /** Only how many players there are. */
    PLAYERS,

    /** Nothing. */
    NONE
}
