package dev.fermata.client.testing;

import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.Guard;
import dev.fermata.wire.Hold;
import dev.fermata.wire.Permission;
import dev.fermata.wire.ServerDocument;
import dev.fermata.wire.ServerIdentity;
import dev.fermata.wire.SidecarState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a {@link FakeSidecar} knows, under one lock; whoever waits for a change waits for this object. */
final class FakeState {
    private final ServerIdentity identity;
    private final List<Permission> permissions = new ArrayList<>();
    private final Set<Object> followers = new HashSet<>();
    private int starts;
    private SidecarState state;

    FakeState(ServerIdentity identity) {
        this.identity = identity;
        this.state = fresh();
    }

    private SidecarState fresh() {
        return new SidecarState("fake-" + ++starts, 0, false, false, false, Guard.UNKNOWN, null, null);
    }

    ServerIdentity identity() {
        return identity;
    }

    synchronized ServerDocument document() {
        return new ServerDocument(identity, state);
    }

    synchronized List<Permission> permissions() {
        return List.copyOf(permissions);
    }

    /** Gives or takes back the permission: null if it was given, else how it is held, or why not. */
    synchronized @Nullable Hold permit(Permission permission) {
        if (!permission.allowed() && (state.sealed() || state.terminating())) {
            return state.sealed() ? Hold.SEALED : Hold.TERMINATING;
        }
        if (permission.allowed() != state.allowed()) {
            permissions.add(permission);
            next(permission.allowed(), false, Guard.UNKNOWN);
        }
        if (permission.allowed()) {
            return null;
        }
        return state.guard() == Guard.ARMED ? Hold.GUARDED : Hold.LOCAL;
    }

    synchronized void players(int count) {
        if (!Integer.valueOf(count).equals(state.players())) {
            become(new SidecarState(
                    state.instance(),
                    state.version() + 1,
                    state.allowed(),
                    state.sealed(),
                    state.terminating(),
                    state.guard(),
                    state.drain(),
                    count));
        }
    }

    synchronized void drain(@Nullable DrainNotice drain) {
        if (!Objects.equals(drain, state.drain())) {
            become(new SidecarState(
                    state.instance(),
                    state.version() + 1,
                    state.allowed(),
                    state.sealed(),
                    state.terminating(),
                    state.guard(),
                    drain,
                    state.players()));
        }
    }

    synchronized boolean seal() {
        if (state.allowed() && !state.sealed()) {
            next(true, true, state.guard());
        }
        return state.sealed();
    }

    synchronized void unseal() {
        if (state.sealed()) {
            next(true, false, state.guard());
        }
    }

    synchronized void acknowledge(Guard guard) {
        if (guard != state.guard()) {
            next(state.allowed(), state.sealed(), guard);
        }
    }

    synchronized void terminate() {
        become(new SidecarState(
                state.instance(),
                state.version() + 1,
                state.allowed(),
                state.sealed(),
                true,
                state.guard(),
                state.drain(),
                state.players()));
    }

    synchronized void restart() {
        become(fresh());
    }

    private void next(boolean allowed, boolean sealed, Guard guard) {
        become(new SidecarState(
                state.instance(),
                state.version() + 1,
                allowed,
                sealed,
                state.terminating(),
                guard,
                state.drain(),
                state.players()));
    }

    private void become(SidecarState next) {
        state = next;
        notifyAll();
    }

    /** A connection has been sent a document. */
    synchronized void follows(Object connection) {
        followers.add(connection);
        notifyAll();
    }

    synchronized void leaves(Object connection) {
        followers.remove(connection);
        notifyAll();
    }

    synchronized void awaitFollower(Duration patience) {
        await(() -> !followers.isEmpty(), "a client that follows the events", patience);
    }

    synchronized ServerDocument await(Predicate<ServerDocument> wanted, Duration patience) {
        await(() -> wanted.test(document()), "the document to be as wanted", patience);
        return document();
    }

    private void await(BooleanSupplier wanted, String what, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (!wanted.getAsBoolean()) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("waited " + patience.toSeconds() + " s for " + what + "; it is: "
                            + document().toJson() + ", permissions so far: " + permissions);
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + what, e);
        }
    }

    /** Waits for a document other than this one, for a while and as long as there is a point in it. */
    synchronized ServerDocument awaitChange(@Nullable ServerDocument seen, Duration patience, BooleanSupplier alive)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        long left = patience.toMillis();
        while (left > 0 && alive.getAsBoolean() && document().equals(seen)) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
        return document();
    }
}
