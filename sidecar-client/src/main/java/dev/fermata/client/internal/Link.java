package dev.fermata.client.internal;

import dev.fermata.client.DrainListener;
import dev.fermata.client.Subscription;
import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.Hold;
import dev.fermata.wire.ServerDocument;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** What stands behind a {@code Fermata}: a sidecar, or none. Nothing here blocks; no future ever fails. */
public sealed interface Link permits SidecarLink, NoSidecar {
    CompletableFuture<Boolean> allow();

    CompletableFuture<Hold> hold();

    void players(int count);

    Subscription onDrain(DrainListener listener);

    Subscription onChange(Consumer<ServerDocument> listener);

    Optional<DrainNotice> drain();

    Optional<ServerDocument> server();

    CompletableFuture<Optional<ServerDocument>> read();

    void close();
}
