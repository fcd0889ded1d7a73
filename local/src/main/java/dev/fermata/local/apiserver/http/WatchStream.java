package dev.fermata.local.apiserver.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;
import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.resource.ResourceType;
import dev.fermata.local.apiserver.select.Selector;
import dev.fermata.local.apiserver.store.Change;
import dev.fermata.local.apiserver.store.Store;
import dev.fermata.local.apiserver.store.Stored;
import dev.fermata.local.apiserver.store.TooOldException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One client's watch: writes an event per line until the client goes, its time is up or the server stops. */
final class WatchStream {
    private static final long BOOKMARK_MILLIS = 60_000;
    private static final String NAMESPACE_ALL = "";

    private final Store store;
    private final ResourceType type;
    private final String namespace;
    private final Wish wish;
    private final ObjectWriter writer;
    private long at;

    /** What a client asked for. */
    record Wish(Selector selector, Start start, Bookmarks bookmarks, long timeoutMillis) {}

    /** Where a watch begins. */
    record Start(Kind kind, long revision) {
        enum Kind {
            /** With what comes after a revision. */
            AFTER_REVISION,
            /** With everything that there is. */
            EVERYTHING,
            /** With everything that there is, and a bookmark that says that this was all. */
            EVERYTHING_THEN_BOOKMARK
        }
    }

    /** Whether a client understands bookmarks. */
    enum Bookmarks {
        NONE,
        WANTED
    }

    /** How objects are shown. */
    @FunctionalInterface
    interface ObjectWriter {
        byte[] bytes(Stored stored);
    }

    WatchStream(Store store, ResourceType type, String namespace, Wish wish, ObjectWriter writer) {
        this.store = store;
        this.type = type;
        this.namespace = namespace;
        this.wish = wish;
        this.writer = writer;
        this.at = wish.start().revision();
    }

    /** The same watch with its objects shown in another way. */
    WatchStream showing(UnaryOperator<byte[]> otherwise) {
        return new WatchStream(store, type, namespace, wish, stored -> otherwise.apply(writer.bytes(stored)));
    }

    void run(OutputStream out) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wish.timeoutMillis());
        try {
            if (wish.start().kind() != Start.Kind.AFTER_REVISION) {
                writeEverything(out);
            } else if (wish.bookmarks() == Bookmarks.WANTED) {
                // Without a WebSocket the Java client takes a watch for begun when its first bytes come.
                write(out, "BOOKMARK", Json.bytes(bookmark()));
            }
            out.flush();
            follow(out, deadline);
        } catch (TooOldException gone) {
            write(out, "ERROR", Json.bytes(Refusal.expired(gone.text()).status()));
            out.flush();
        }
    }

    private void writeEverything(OutputStream out) throws IOException {
        Store.Listing all = store.list(type.id(), namespace);
        for (Stored stored : all.items()) {
            if (wish.selector().matches(stored.json())) {
                write(out, "ADDED", writer.bytes(stored));
            }
        }
        at = all.revision();
        if (wish.start().kind() == Start.Kind.EVERYTHING_THEN_BOOKMARK) {
            ObjectNode bookmark = bookmark();
            bookmark.withObject("/metadata").putObject("annotations").put("k8s.io/initial-events-end", "true");
            write(out, "BOOKMARK", Json.bytes(bookmark));
        }
    }

    private void follow(OutputStream out, long deadline) throws IOException, InterruptedException, TooOldException {
        while (!store.isClosed()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return;
            }
            long beforeWaiting = store.revision();
            List<Change> changes = store.await(type.id(), at, Math.min(left, BOOKMARK_MILLIS));
            for (Change change : changes) {
                writeChange(out, change);
                at = change.revision();
            }
            if (changes.isEmpty() && wish.bookmarks() == Bookmarks.WANTED) {
                at = Math.max(at, beforeWaiting);
                write(out, "BOOKMARK", Json.bytes(bookmark()));
            }
            out.flush();
        }
    }

    /** A client with a selector sees objects come and go as they begin and cease to match. */
    private void writeChange(OutputStream out, Change change) throws IOException {
        boolean matched = change.before() != null && isWanted(change.before());
        boolean matches = change.type() != Change.Type.DELETED && isWanted(change.after());
        if (matches) {
            write(out, matched ? "MODIFIED" : "ADDED", writer.bytes(change.after()));
        } else if (matched) {
            write(out, "DELETED", writer.bytes(change.lastSeen()));
        }
    }

    private boolean isWanted(@Nullable Stored stored) {
        return stored != null
                && (namespace.equals(NAMESPACE_ALL) || stored.key().namespace().equals(namespace))
                && wish.selector().matches(stored.json());
    }

    private ObjectNode bookmark() {
        ObjectNode bookmark = Json.object().put("kind", type.names().kind()).put("apiVersion", type.apiVersion());
        bookmark.putObject("metadata").put("resourceVersion", Long.toString(at)).putNull("creationTimestamp");
        return bookmark;
    }

    private static void write(OutputStream out, String event, byte[] object) throws IOException {
        out.write(("{\"type\":\"" + event + "\",\"object\":").getBytes(StandardCharsets.UTF_8));
        out.write(object);
        out.write("}\n".getBytes(StandardCharsets.UTF_8));
    }
}
