package dev.fermata.local.apiserver.traffic;

import dev.fermata.local.apiserver.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** What becomes of a request. */
public sealed interface Fate {
    /** Nothing special. */
    record Served() implements Fate {}

    /** It is refused, and nothing happens. */
    record Refused(Refusal refusal) implements Fate {}

    /** The connection breaks before anything happened. */
    record CutBefore() implements Fate {}

    /** It is done, and the connection breaks before the client learns that. */
    record CutAfter() implements Fate {}

    /** The refusal; null if it is not refused. */
    default @Nullable Refusal refusal() {
        return this instanceof Refused refused ? refused.refusal() : null;
    }
}
