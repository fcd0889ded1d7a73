package dev.fermata.client.internal;

import dev.fermata.client.DrainListener;
import dev.fermata.client.Subscription;
import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.ServerDocument;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the server, and the thread that tells the listeners. Each listener is told what differs between what it was told
 * last and what is known now: so none is told twice, one that comes late is told as well, and a slow one costs no memory.
 */
final class Board implements Runnable {
    private final Deque<Reader> readers = new ArrayDeque<>();
    private final DrainMemory memory = new DrainMemory();
    private @Nullable ServerDocument document;
    private @Nullable DrainNotice drain;
    private boolean closed;

    /** A listener, and how far it has been told. Guarded by the board's lock. */
    private interface Reader {
        /** What to call outside the lock; null if all is told. */
        @Nullable
        Runnable news();
    }

    private final class DrainReader implements Reader {
        private final DrainListener listener;
        private @Nullable DrainNotice told;

        DrainReader(DrainListener listener) {
            this.listener = listener;
        }

        @Override
        public @Nullable Runnable news() {
            DrainNotice now = drain;
            if (Objects.equals(now, told)) {
                return null;
            }
            told = now;
            return now == null ? listener::drainWithdrawn : () -> listener.drainRequested(now);
        }
    }

    private final class DocumentReader implements Reader {
        private final Consumer<ServerDocument> listener;
        private @Nullable ServerDocument told;

        DocumentReader(Consumer<ServerDocument> listener) {
            this.listener = listener;
        }

        @Override
        public @Nullable Runnable news() {
            ServerDocument now = document;
            if (now == null || now.equals(told)) {
                return null;
            }
            told = now;
            return () -> listener.accept(now);
        }
    }

    Subscription addDrain(DrainListener listener) {
        return add(new DrainReader(Objects.requireNonNull(listener, "listener")));
    }

    Subscription addChange(Consumer<ServerDocument> listener) {
        return add(new DocumentReader(Objects.requireNonNull(listener, "listener")));
    }

    private synchronized Subscription add(Reader reader) {
        readers.add(reader);
        notifyAll();
        return () -> remove(reader);
    }

    private synchronized void remove(Reader reader) {
        readers.remove(reader);
    }

    /** The sidecar was heard. */
    synchronized void heard(ServerDocument heard) {
        document = heard;
        drain = memory.heard(heard);
        notifyAll();
    }

    synchronized Optional<ServerDocument> document() {
        return Optional.ofNullable(document);
    }

    synchronized Optional<DrainNotice> drain() {
        return Optional.ofNullable(drain);
    }

    @Override
    public void run() {
        try {
            for (Runnable call = next(); call != null; call = next()) {
                call(call);
            }
        } catch (InterruptedException e) {
            // nobody but close() ends this thread, and not so: whoever interrupts wants it to end
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Runnable next() throws InterruptedException {
        while (!closed) {
            for (int i = readers.size(); i > 0; i--) {
                Reader reader = readers.remove();
                readers.add(reader); // so that a busy one does not keep the others from being told
                Runnable news = reader.news();
                if (news != null) {
                    return news;
                }
            }
            wait();
        }
        return null;
    }

    /** Whatever a listener throws, an error too, is the game's affair and must not silence the others. */
    private static void call(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            Log.LOGGER.log(
                    Level.ERROR, "A listener of this game failed; it will be called again at the next change.", e);
        } finally {
            Thread.interrupted(); // a listener that was interrupted itself must not end this thread
        }
    }

    /** No further call begins. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
