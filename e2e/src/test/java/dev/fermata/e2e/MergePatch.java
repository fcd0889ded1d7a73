package dev.fermata.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON merge patch (RFC 7396): null removes, objects merge, all else replaces. */
final class MergePatch {
    private MergePatch() {}

    static void apply(ObjectNode target, JsonNode patch) {
        patch.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                target.remove(entry.getKey());
            } else if (value.isObject()) {
                ObjectNode merged =
                        target.path(entry.getKey()) instanceof ObjectNode object ? object : target.objectNode();
                apply(merged, value);
                target.set(entry.getKey(), merged);
            } else {
                target.set(entry.getKey(), value);
            }
        });
    }
}
