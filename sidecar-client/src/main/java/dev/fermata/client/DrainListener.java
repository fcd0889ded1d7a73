package dev.fermata.client;

import dev.fermata.wire.DrainNotice;

/**
 * Hears that somebody wants this server gone. Called on a thread of the client, one call at a time, never on a thread of the game;
 * what it throws is logged and goes no further. A slow listener delays other listeners, and nothing else.
 */
@FunctionalInterface
public interface DrainListener {
    /**
     * This server is asked to come to an end: take no new match, and call {@link Fermata#allowDeletion()} when the last one is
     * over. Called once for each request, and once more if its reason, message or deadline changes; at once if the request came
     * before the listener. A request that was withdrawn before it could be told is not told.
     *
     * @param notice why, since when, and until when there is patience
     */
    void drainRequested(DrainNotice notice);

    /** Nobody wants this server gone any more: carry on. Called only after {@link #drainRequested}. */
    default void drainWithdrawn() {}
}
