package dev.fermata.client.internal;

import dev.fermata.wire.Permission;
import dev.fermata.wire.Players;
import dev.fermata.wire.ServerDocument;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One thing for the {@link Courier} to do. */
sealed interface Task {
    /** Bring the permission that the game wants. */
    record Tell(Permission permission) implements Task {}

    /** Bring the number of players. */
    record Count(Players players) implements Task {}

    /** Fetch the document for all who asked before it was sent for. */
    record Fetch(List<CompletableFuture<Optional<ServerDocument>>> readers) implements Task {}
}
