package dev.fermata.sidecar.state;

/**
 * One wish, and what came of it, at one moment.
 *
 * @param before the state that the wish met
 * @param after the state that followed; the same if nothing changed
 */
public record Transition(State before, State after) {
    /** Whether anything that game or operator are shown is another than before. */
    public boolean isVisible() {
        return after.version() != before.version();
    }
}
