package dev.fermata.client.internal;

/** How long a request that was sent is waited for while the sidecar says nothing at all. */
enum Patience {
    /** Until {@link Timing#exchange} is over. */
    BOUNDED,

    /**
     * Until the sidecar says something or the connection ends. A sidecar that was stopped for a while reads what waits in its
     * sockets when it goes on, in any order: a permission that was given up here could still overtake the hold that followed it.
     * Therefore no permission is given up, and none is sent, while an earlier one may still be read.
     */
    UNTIL_HEARD
}
