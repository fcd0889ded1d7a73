package dev.fermata.sidecar.http;

import dev.fermata.sidecar.state.State;
import dev.fermata.wire.ServerDocument;
import dev.fermata.wire.ServerEvents;
import dev.fermata.wire.ServerIdentity;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * One client that follows the state. Never waits for it: when the connection takes more, the newest state is written, and states
 * that came and went meanwhile are not; so a slow client costs no thread and no queue. One that takes nothing for the connection's
 * idle timeout is dropped by Jetty, which then calls {@link #onError}.
 */
final class EventStream implements WriteListener {
    private static final byte[] HEARTBEAT = ServerEvents.HEARTBEAT.getBytes(StandardCharsets.UTF_8);
    private static final long NOTHING = -1;

    private final Supplier<State> state;
    private final ServerIdentity identity;
    private final ServletOutputStream out;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private long written = NOTHING;
    private boolean heartbeatDue;
    private boolean flushDue;

    EventStream(Supplier<State> state, ServerIdentity identity, ServletOutputStream out) {
        this.state = state;
        this.identity = identity;
        this.out = out;
    }

    /** Completes when either end has ended it. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Sends what is new, now or as soon as the client takes it. */
    void news() {
        onWritePossible();
    }

    /** Shows both ends whether the other is still there. */
    void heartbeat() {
        synchronized (this) {
            heartbeatDue = true;
        }
        onWritePossible();
    }

    void end() {
        ended.complete(null);
    }

    @Override
    public void onWritePossible() {
        try {
            write();
        } catch (IOException | IllegalStateException e) {
            end(); // the client is gone
        }
    }

    @Override
    public void onError(Throwable gone) {
        end();
    }

    /** Writes until nothing is left to say, or until the connection is full: then Jetty calls again. */
    private synchronized void write() throws IOException {
        while (!ended.isDone() && out.isReady()) {
            if (flushDue) {
                flushDue = false;
                out.flush();
            } else if (state.get().version() > written) {
                writeState();
            } else if (heartbeatDue) {
                heartbeatDue = false;
                flushDue = true;
                out.write(HEARTBEAT);
            } else {
                return;
            }
        }
    }

    private void writeState() throws IOException {
        State newest = state.get();
        written = newest.version();
        heartbeatDue = false;
        flushDue = true;
        out.write(ServerEvents.event(new ServerDocument(identity, newest.document()))
                .getBytes(StandardCharsets.UTF_8));
    }
}
