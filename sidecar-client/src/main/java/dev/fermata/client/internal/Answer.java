package dev.fermata.client.internal;

import dev.fermata.wire.Hold;

/**
 * What became of a wish.
 *
 * @param taken the sidecar has taken it
 * @param hold what a game that wished to hold is told
 */
record Answer(boolean taken, Hold hold) {
    static final Answer NONE = new Answer(false, Hold.UNANSWERED);
}
