package dev.fermata.sidecar.state;

import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.Guard;
import dev.fermata.wire.Hold;
import dev.fermata.wire.SidecarState;
import org.jspecify.annotations.Nullable;

/**
 * All that a sidecar knows at one moment. Each method that names a wish (allow, hold, seal, …) gives the state that follows it, and
 * the very same object if nothing changes, be it because it is so already or because it is too late.
 *
 * @param document what game and operator are shown
 * @param permissionVersion the version since which the permission is what it is
 * @param playersVersion the version since which the number of players is what it is; 0 if none was reported
 * @param acknowledged up to which version the operator has written everything down; -1 if it has nothing
 */
public record State(SidecarState document, long permissionVersion, long playersVersion, long acknowledged) {
    private static final long NOTHING = -1;

    /** How a sidecar starts: deletion is not allowed, nothing else is known, and the operator is yet to hear of it. */
    public static State initial(String instance) {
        return new State(new SidecarState(instance, 0, false, false, false, Guard.UNKNOWN, null, null), 0, 0, NOTHING);
    }

    /** {@link SidecarState#version()}. */
    public long version() {
        return document.version();
    }

    /** The game allows deletion. */
    public State allow() {
        return document.allowed() ? this : permitted(true);
    }

    /** The game takes its permission back, unless {@link #refusal()} says why it cannot. */
    public State hold() {
        return !document.allowed() || refusal() != null ? this : permitted(false);
    }

    /** Why it is too late for the game to hold: {@link Hold#SEALED} or {@link Hold#TERMINATING}; null if it is not. */
    public @Nullable Hold refusal() {
        if (document.sealed()) {
            return Hold.SEALED;
        }
        return document.terminating() ? Hold.TERMINATING : null;
    }

    /** What a game is told whose hold was taken: who stands behind it. */
    public Hold standing() {
        return document.guard() == Guard.ARMED ? Hold.GUARDED : Hold.LOCAL;
    }

    /** The operator makes the permission irrevocable; only a permission that was given. */
    public State seal() {
        return document.allowed() && !document.sealed() ? with(next().sealed(true)) : this;
    }

    /** The operator takes the seal off. The permission stays, and may be taken back by the game. */
    public State unseal() {
        return document.sealed() ? with(next().sealed(false)) : this;
    }

    /** Somebody asks the game to come to an end; a later request replaces an earlier one. */
    public State drain(DrainNotice notice) {
        return notice.equals(document.drain()) ? this : with(next().drain(notice));
    }

    /** Nobody asks any more. */
    public State undrain() {
        return document.drain() == null ? this : with(next().drain(null));
    }

    /** The game reports how many players it has. */
    public State players(int count) {
        Integer known = document.players();
        if (known != null && known == count) {
            return this;
        }
        SidecarState changed = next().players(count).build();
        return new State(changed, permissionVersion, changed.version(), acknowledged);
    }

    /** The Pod is being ended; there is no way back. */
    public State terminate() {
        return document.terminating() ? this : with(next().terminating());
    }

    /**
     * The operator has written down everything up to a version, and says how the guard stands for the permission as it was then. For
     * a permission that has changed since, that says nothing. A late answer to an earlier version changes nothing.
     */
    public State acknowledge(long upTo, Guard guard) {
        if (upTo < acknowledged) {
            return this;
        }
        boolean present = upTo >= permissionVersion;
        if (present && guard != document.guard()) {
            return new State(next().guard(guard).build(), permissionVersion, playersVersion, upTo);
        }
        return upTo == acknowledged ? this : new State(document, permissionVersion, playersVersion, upTo);
    }

    /** Whether anything has changed between another state and this one, which came of it. */
    boolean isLaterThan(State before) {
        return version() > before.version() || acknowledged > before.acknowledged;
    }

    /** What the operator has yet to hear of. Its own doings are not among it. */
    public News news() {
        if (acknowledged < permissionVersion) {
            return News.PERMISSION;
        }
        return acknowledged < playersVersion ? News.PLAYERS : News.NONE;
    }

    private State permitted(boolean allowed) {
        SidecarState changed = next().allowed(allowed).build();
        return new State(changed, changed.version(), playersVersion, acknowledged);
    }

    private State with(NextDocument changed) {
        return new State(changed.build(), permissionVersion, playersVersion, acknowledged);
    }

    private NextDocument next() {
        return new NextDocument(document);
    }
}
