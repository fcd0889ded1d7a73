package dev.fermata.client.internal;

import dev.fermata.client.DrainListener;
import dev.fermata.client.Subscription;
import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.Hold;
import dev.fermata.wire.Permission;
import dev.fermata.wire.Players;
import dev.fermata.wire.ServerDocument;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** The line to a sidecar: a {@link Courier} that carries wishes, a {@link Follower} that hears news, a {@link Board} that tells. */
public final class SidecarLink implements Link {
    private final Desk desk;
    private final Board board = new Board();
    private final Courier courier;
    private final Follower follower;

    private SidecarLink(Endpoint sidecar, Timing timing) {
        DoubleSupplier chance = () -> ThreadLocalRandom.current().nextDouble();
        desk = new Desk(timing, chance);
        courier = new Courier(desk, sidecar, timing);
        follower = new Follower(sidecar, timing, chance, document -> {
            desk.heard(document);
            board.heard(document);
        });
    }

    /** Starts the three threads; does not wait for the sidecar. */
    public static SidecarLink open(Endpoint sidecar, Timing timing) {
        SidecarLink link = new SidecarLink(sidecar, timing);
        start("fermata-requests", link.courier);
        start("fermata-events", link.follower);
        start("fermata-listeners", link.board);
        return link;
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public CompletableFuture<Boolean> allow() {
        return desk.wish(Permission.ALLOWED).thenApply(Answer::taken);
    }

    @Override
    public CompletableFuture<Hold> hold() {
        return desk.wish(Permission.HELD).thenApply(Answer::hold);
    }

    @Override
    public void players(int count) {
        desk.count(new Players(count));
    }

    @Override
    public Subscription onDrain(DrainListener listener) {
        return board.addDrain(listener);
    }

    @Override
    public Subscription onChange(Consumer<ServerDocument> listener) {
        return board.addChange(listener);
    }

    @Override
    public Optional<DrainNotice> drain() {
        return board.drain();
    }

    @Override
    public Optional<ServerDocument> server() {
        return board.document();
    }

    @Override
    public CompletableFuture<Optional<ServerDocument>> read() {
        return desk.read();
    }

    @Override
    public void close() {
        desk.close();
        courier.close();
        follower.close();
        board.close();
    }
}
