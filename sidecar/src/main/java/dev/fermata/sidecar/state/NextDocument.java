package dev.fermata.sidecar.state;

import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.Guard;
import dev.fermata.wire.SidecarState;
import org.jspecify.annotations.Nullable;

/** A document one version later, while its changes are being named. */
final class NextDocument {
    private final String instance;
    private final long version;
    private boolean allowed;
    private boolean sealed;
    private boolean terminating;
    private Guard guard;
    private @Nullable DrainNotice drain;
    private @Nullable Integer players;

    NextDocument(SidecarState before) {
        instance = before.instance();
        version = before.version() + 1;
        allowed = before.allowed();
        sealed = before.sealed();
        terminating = before.terminating();
        guard = before.guard();
        drain = before.drain();
        players = before.players();
    }

    NextDocument allowed(boolean now) {
        allowed = now;
        guard = Guard.UNKNOWN;
        return this;
    }

    NextDocument sealed(boolean now) {
        sealed = now;
        return this;
    }

    NextDocument terminating() {
        terminating = true;
        return this;
    }

    NextDocument guard(Guard now) {
        guard = now;
        return this;
    }

    NextDocument drain(@Nullable DrainNotice now) {
        drain = now;
        return this;
    }

    NextDocument players(int now) {
        players = now;
        return this;
    }

    SidecarState build() {
        return new SidecarState(instance, version, allowed, sealed, terminating, guard, drain, players);
    }
}
