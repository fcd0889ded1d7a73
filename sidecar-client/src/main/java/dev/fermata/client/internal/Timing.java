package dev.fermata.client.internal;

import dev.fermata.wire.ServerEvents;
import java.time.Duration;

/**
 * All times of the client.
 *
 * @param answer how long a caller waits for an answer
 * @param exchange how long a request may take from connecting to the last byte of its answer, silence of the sidecar aside where
 *     {@link Patience} says so
 * @param silence after how much silence between two lines an event stream is dead: more than two heartbeats
 * @param players how long at least between two reports of players
 * @param firstRetry how long until a second attempt
 * @param lastRetry how long between attempts at most
 */
public record Timing(
        Duration answer,
        Duration exchange,
        Duration silence,
        Duration players,
        Duration firstRetry,
        Duration lastRetry) {

    /** As games have them. */
    public static final Timing DEFAULT = new Timing(
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2 * ServerEvents.HEARTBEAT_SECONDS + 10),
            Duration.ofSeconds(1),
            Duration.ofMillis(100),
            Duration.ofSeconds(5));
}
