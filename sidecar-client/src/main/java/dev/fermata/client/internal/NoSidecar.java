package dev.fermata.client.internal;

import dev.fermata.client.DrainListener;
import dev.fermata.client.Subscription;
import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.EnvironmentVariables;
import dev.fermata.wire.Hold;
import dev.fermata.wire.Players;
import dev.fermata.wire.ServerDocument;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A game on a developer's desk: nobody wants it gone, so every wish is granted. */
public final class NoSidecar implements Link {
    private volatile boolean closed;

    public NoSidecar() {
        Log.LOGGER.log(
                Level.INFO,
                "No sidecar, as {0} is not set: this game runs on its own, holds are local, and nobody will ask it to"
                        + " drain.",
                EnvironmentVariables.URL);
    }

    @Override
    public CompletableFuture<Boolean> allow() {
        return CompletableFuture.completedFuture(!closed);
    }

    @Override
    public CompletableFuture<Hold> hold() {
        return CompletableFuture.completedFuture(closed ? Hold.UNANSWERED : Hold.LOCAL);
    }

    @Override
    public void players(int count) {
        new Players(count); // refuses what a sidecar would refuse
    }

    @Override
    public Subscription onDrain(DrainListener listener) {
        return () -> {};
    }

    @Override
    public Subscription onChange(Consumer<ServerDocument> listener) {
        return () -> {};
    }

    @Override
    public Optional<DrainNotice> drain() {
        return Optional.empty();
    }

    @Override
    public Optional<ServerDocument> server() {
        return Optional.empty();
    }

    @Override
    public CompletableFuture<Optional<ServerDocument>> read() {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public void close() {
        closed = true;
    }
}
