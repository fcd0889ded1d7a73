package dev.fermata.local.apiserver.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;

/** RFC 7386: objects are merged, null removes, everything else replaces. */
public final class MergePatch {
    private MergePatch() {}

    /** The patched value; {@code target} may be changed on the way. */
    public static JsonNode apply(JsonNode patch, JsonNode target) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        ObjectNode result = target instanceof ObjectNode object ? object : Json.object();
        changes.properties().forEach(change -> {
            if (change.getValue().isNull()) {
                result.remove(change.getKey());
            } else {
                JsonNode old = result.path(change.getKey());
                result.set(change.getKey(), apply(change.getValue(), old));
            }
        });
        return result;
    }

    /**
     * Whether a strategic merge patch means the same as a merge patch: it has no lists and no directives.
     */
    public static boolean covers(JsonNode strategic) {
        if (strategic.isArray()) {
            return false;
        }
        return strategic.properties().stream()
                .allMatch(field -> !field.getKey().startsWith("$") && covers(field.getValue()));
    }
}
