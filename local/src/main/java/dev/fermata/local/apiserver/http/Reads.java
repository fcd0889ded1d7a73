package dev.fermata.local.apiserver.http;

import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.resource.ResourceType;
import dev.fermata.local.apiserver.rest.Resources;
import dev.fermata.local.apiserver.rest.Target;
import dev.fermata.local.apiserver.select.FieldSelectors;
import dev.fermata.local.apiserver.select.LabelSelectors;
import dev.fermata.local.apiserver.select.Selector;
import dev.fermata.local.apiserver.store.Store;
import dev.fermata.local.apiserver.store.Stored;
import java.util.concurrent.ThreadLocalRandom;

/** GET: objects, lists, watches. */
final class Reads {
    private static final long SHORTEST_WATCH_SECONDS = 1800;

    private final Resources resources;

    Reads(Resources resources) {
        this.resources = resources;
    }

    Answer get(Target target, Request request) {
        Stored stored = resources.store().get(target.key());
        if (stored == null) {
            throw Refusal.notFound(target.type().subject(target.name()));
        }
        return Tables.wanted(request)
                ? Answer.json(200, Tables.of(target.type(), stored.revision(), java.util.List.of(stored)))
                : Answer.json(200, stored.bytes());
    }

    Answer list(ResourceType type, String namespace, Request request) {
        if (!request.parameter("continue").isEmpty()) {
            throw Refusal.badRequest("invalid continue token: lists come in one piece here, no token was given out");
        }
        checkRevision(request);
        Store.Listing found = resources.list(type, namespace, selector(type, request));
        return Tables.wanted(request)
                ? Answer.json(200, Tables.of(type, found.revision(), found.items()))
                : Answer.json(200, Lists.bytes(type, found.revision(), found.items()));
    }

    /** A list is always of now: fine for whoever asks for a version not older than one that was, and for nobody else. */
    private void checkRevision(Request request) {
        long asked = revision(request);
        long now = resources.store().revision();
        if (asked > now) {
            throw Refusal.tooLarge(asked, now);
        }
        if (request.parameter("resourceVersionMatch").equals("Exact") && asked != now) {
            throw Refusal.expired("The resourceVersion for the provided list is too old.");
        }
    }

    Answer watch(ResourceType type, String namespace, Request request) {
        if (request.header("upgrade").equalsIgnoreCase("websocket")) {
            // Clients that try a WebSocket first go on without one when they are answered 200.
            return Answer.text(200, "");
        }
        long revision = revision(request);
        WatchStream.Start.Kind kind = request.says("sendInitialEvents")
                ? WatchStream.Start.Kind.EVERYTHING_THEN_BOOKMARK
                : revision == 0 ? WatchStream.Start.Kind.EVERYTHING : WatchStream.Start.Kind.AFTER_REVISION;
        WatchStream.Wish wish = new WatchStream.Wish(
                selector(type, request),
                new WatchStream.Start(kind, revision),
                request.says("allowWatchBookmarks") ? WatchStream.Bookmarks.WANTED : WatchStream.Bookmarks.NONE,
                timeoutMillis(request));
        boolean table = Tables.wanted(request);
        return new Answer.Stream(new WatchStream(
                resources.store(), type, namespace, wish, stored -> table ? Tables.row(type, stored) : stored.bytes()));
    }

    private static long timeoutMillis(Request request) {
        String seconds = request.parameter("timeoutSeconds");
        return seconds.isEmpty() || number("timeoutSeconds", seconds) == 0
                ? (SHORTEST_WATCH_SECONDS + ThreadLocalRandom.current().nextLong(SHORTEST_WATCH_SECONDS)) * 1000
                : number("timeoutSeconds", seconds) * 1000;
    }

    private static long revision(Request request) {
        String revision = request.parameter("resourceVersion");
        return revision.isEmpty() ? 0 : number("resourceVersion", revision);
    }

    private static long number(String name, String text) {
        try {
            long value = Long.parseLong(text);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException malformed) {
            // Refused below, with the negative ones.
        }
        throw Refusal.badRequest(name + ": Invalid value: \"" + text + "\": a number of 0 or more is wanted");
    }

    Selector selector(ResourceType type, Request request) {
        return LabelSelectors.parse(request.parameter("labelSelector"))
                .and(FieldSelectors.parse(
                        request.parameter("fieldSelector"), type.behaviour().selectableFields()));
    }
}
