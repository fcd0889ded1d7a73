package dev.fermata.operator.plan;

/**
 * A fact that a cache is not good enough for. The shell reads it at the API server (no {@code resourceVersion} parameter: the newest
 * state), puts the answer into the observation, and plans again within the same reconciliation. An answer is good for that one
 * reconciliation; a read that fails ends the reconciliation with an error and is retried.
 */
public enum Question {
    /** The Pod that has the Server's name, whoever owns it. */
    LIVE_POD,
    /** The Node that the Pod is bound to. */
    LIVE_NODE,
    /** The Server itself; for a Pod whose Server is in no cache, the Server of the Pod's name. */
    LIVE_SERVER,
    /** The Fleet itself, before it creates Servers. */
    LIVE_FLEET,
    /** The GameType itself, before it creates Fleets. */
    LIVE_GAME_TYPE
}
