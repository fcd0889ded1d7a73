package dev.fermata.operator.server;

import dev.fermata.wire.SidecarState;
import java.time.Instant;

/** The last thing that is known of the sidecar of this very Pod. Another Pod's uid starts with {@link Unknown}. */
public sealed interface Sidecar {

    /** It was not asked since this operator started. */
    record Unknown() implements Sidecar {}

    /**
     * It answered.
     *
     * @param at the instant before the request was sent: the answer is no older
     */
    record Reachable(SidecarState state, Instant at) implements Sidecar {}

    /**
     * It did not answer, or not with an answer of this protocol.
     *
     * @param why a few words for a person: {@code connection refused}, {@code no answer within 5 s}, {@code 401: …}
     * @param since the first failure in a row
     * @param at when the last attempt ended
     */
    record Unreachable(String why, Instant since, Instant at) implements Sidecar {}
}
