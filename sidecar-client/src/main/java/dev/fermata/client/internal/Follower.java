package dev.fermata.client.internal;

import dev.fermata.wire.Headers;
import dev.fermata.wire.Routes;
import dev.fermata.wire.ServerDocument;
import dev.fermata.wire.WireException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Follows the sidecar's events, and follows them again when the connection ends, for as long as the client is open. One thread. */
final class Follower implements Runnable {
    private static final Request EVENTS = Request.get(Routes.EVENTS, Headers.EVENT_STREAM);

    private final Endpoint sidecar;
    private final Timing timing;
    private final Backoff backoff;
    private final Consumer<ServerDocument> heard;
    private @Nullable Connection connection;
    private boolean closed;
    private @Nullable Boolean connected;

    Follower(Endpoint sidecar, Timing timing, DoubleSupplier chance, Consumer<ServerDocument> heard) {
        this.sidecar = sidecar;
        this.timing = timing;
        this.backoff = new Backoff(timing, chance);
        this.heard = heard;
    }

    @Override
    public void run() {
        try {
            do {
                long opened = System.nanoTime();
                follow();
                if (System.nanoTime() - opened > timing.lastRetry().toNanos()) {
                    backoff.succeeded();
                }
            } while (pause(backoff.failed()));
        } catch (InterruptedException e) {
            // nobody but close() ends this thread, and not so: whoever interrupts wants it to end
            Thread.currentThread().interrupt();
        }
    }

    private void follow() {
        try (Connection opened = new Connection(sidecar, timing)) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                connection = opened;
            }
            EventStream events = opened.follow(EVENTS);
            for (byte[] data = events.next(); data != null; data = events.next()) {
                ServerDocument document = ServerDocument.ofResponse(data);
                heard.accept(document);
                connected(document);
            }
            lost("it ended the connection");
        } catch (IOException | WireException e) {
            lost(String.valueOf(e.getMessage()));
        }
    }

    /** Said once for each connection. */
    private void connected(ServerDocument document) {
        if (!Boolean.TRUE.equals(connected)) {
            connected = true;
            Log.LOGGER.log(
                    Level.INFO,
                    "Connected to the sidecar at {0}: server={1} instance={2}",
                    sidecar,
                    document.name(),
                    document.instance());
        }
    }

    /** Said once, until it is connected again. */
    private synchronized void lost(String why) {
        if (!closed && !Boolean.FALSE.equals(connected)) {
            Log.LOGGER.log(
                    Level.WARNING, "No word from the sidecar at {0}; trying again until there is: {1}", sidecar, why);
        }
        connected = false;
    }

    private synchronized boolean pause(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !closed; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
        }
        return !closed;
    }

    /** Ends what is under way. */
    synchronized void close() {
        closed = true;
        if (connection != null) {
            connection.close();
        }
        notifyAll();
    }
}
