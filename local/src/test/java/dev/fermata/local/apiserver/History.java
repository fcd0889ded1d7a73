package dev.fermata.local.apiserver;

import dev.fermata.local.apiserver.WatchedCopy.Event;
import dev.fermata.local.apiserver.store.Change;
import dev.fermata.local.apiserver.store.Store;
import dev.fermata.local.apiserver.store.Stored;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Every change to objects of a type, as the store made it: what clients are to be told. */
final class History {
    private final List<Change> changes = Collections.synchronizedList(new ArrayList<>());

    private History() {}

    /** Of a type of which there is no object yet. */
    static History of(Store store, String type) {
        History history = new History();
        store.listen(change -> {
            if (change.after().key().type().equals(type)) {
                history.changes.add(change);
            }
        });
        return history;
    }

    /** The objects that are wanted as they were at a revision: by name, with their versions. */
    Map<String, Long> at(long revision, Predicate<Stored> wanted) {
        Map<String, Long> objects = new TreeMap<>();
        changes.stream().filter(change -> change.revision() <= revision).forEach(change -> {
            String name = change.after().key().name();
            if (isThere(change) && wanted.test(change.after())) {
                objects.put(name, change.revision());
            } else {
                objects.remove(name);
            }
        });
        return objects;
    }

    /** What a client that wants these is to be told of what came after one revision, up to another. */
    List<Event> between(long from, long to, Predicate<Stored> wanted) {
        return changes.stream()
                .filter(change -> change.revision() > from && change.revision() <= to)
                .flatMap(change -> event(change, wanted))
                .toList();
    }

    private static Stream<Event> event(Change change, Predicate<Stored> wanted) {
        Stored before = change.before();
        boolean was = before != null && wanted.test(before);
        boolean is = isThere(change) && wanted.test(change.after());
        if (is) {
            return Stream.of(Event.of(was ? "MODIFIED" : "ADDED", change.after().json()));
        }
        return was ? Stream.of(Event.of("DELETED", change.lastSeen().json())) : Stream.empty();
    }

    private static boolean isThere(Change change) {
        return change.type() != Change.Type.DELETED;
    }
}
