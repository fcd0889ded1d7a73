package dev.fermata.local.apiserver.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Top-level parts of objects: what one kind of update leaves as it was. */
final class Parts {
    private Parts() {}

    /** Gives {@code next} the part that {@code old} has, or none. */
    static void keep(String part, ObjectNode next, ObjectNode old) {
        JsonNode was = old.get(part);
        if (was == null) {
            next.remove(part);
        } else {
            next.set(part, was);
        }
    }

    /** Gives {@code next} every part that {@code old} has, but for one. The metadata is a copy: it gets a resourceVersion of its own. */
    static void keepAllBut(String part, ObjectNode next, ObjectNode old) {
        JsonNode changed = next.get(part);
        next.removeAll();
        next.setAll(old);
        next.set("metadata", old.path("metadata").deepCopy());
        if (changed == null) {
            next.remove(part);
        } else {
            next.set(part, changed);
        }
    }
}
