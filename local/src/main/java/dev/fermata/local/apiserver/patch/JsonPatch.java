package dev.fermata.local.apiserver.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.patch.PatchException.Fault;
import org.jspecify.annotations.Nullable;

/**
 * RFC 6902: a list of operations that apply all or not at all. Read as Kubernetes' library reads it: to replace a field that is not
 * there adds it.
 */
public final class JsonPatch {
    private JsonNode document;

    private JsonPatch(JsonNode document) {
        this.document = document;
    }

    /** The patched document; {@code target} may be changed on the way, also if the patch fails. */
    public static JsonNode apply(JsonNode patch, JsonNode target) throws PatchException {
        if (!patch.isArray()) {
            throw new PatchException(Fault.MALFORMED, "error decoding patch: a JSON patch is an array of operations");
        }
        JsonPatch run = new JsonPatch(target);
        for (JsonNode operation : patch) {
            run.step(operation);
        }
        return run.document;
    }

    private void step(JsonNode operation) throws PatchException {
        String path = operation.path("path").asText("");
        switch (operation.path("op").asText("")) {
            case "add" -> add(path, value(operation));
            case "remove" -> remove(path);
            case "replace" -> {
                JsonNode value = value(operation);
                set(path, value);
            }
            case "move" -> {
                JsonNode moved = existing(operation.path("from").asText(""), "move operation: missing ");
                remove(operation.path("from").asText(""));
                add(path, moved);
            }
            case "copy" -> add(path, copied(operation.path("from").asText("")));
            case "test" -> test(path, operation.path("value"));
            default ->
                throw new PatchException(
                        Fault.UNFIT, "Unexpected kind: " + operation.path("op").asText("unknown"));
        }
    }

    /** Kubernetes' library copies what is not there as null. */
    private JsonNode copied(String from) throws PatchException {
        JsonNode found = get(from);
        return found == null ? NullNode.getInstance() : found.deepCopy();
    }

    private static JsonNode value(JsonNode operation) throws PatchException {
        JsonNode value = operation.get("value");
        if (value == null) {
            throw new PatchException(Fault.UNFIT, "an operation without a value: " + operation);
        }
        return value.deepCopy();
    }

    private void test(String path, JsonNode expected) throws PatchException {
        JsonNode actual = get(path);
        boolean same = actual == null ? isNothing(expected) : actual.equals(expected);
        if (!same) {
            throw new PatchException(Fault.UNFIT, "testing path " + path + " failed");
        }
    }

    private static boolean isNothing(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private void add(String path, JsonNode value) throws PatchException {
        if (path.isEmpty()) {
            document = value;
            return;
        }
        JsonNode parent = parent(path, "add");
        String last = last(path);
        if (parent instanceof ArrayNode array) {
            array.insert(last.equals("-") ? array.size() : index(last, array.size()), value);
        } else if (parent instanceof ObjectNode object) {
            object.set(last, value);
        } else {
            throw missing("add", path);
        }
    }

    private void set(String path, JsonNode value) throws PatchException {
        if (path.isEmpty()) {
            document = value;
        } else if (parent(path, "replace") instanceof ArrayNode array) {
            array.set(index(last(path), array.size() - 1), value);
        } else if (parent(path, "replace") instanceof ObjectNode object) {
            object.set(last(path), value);
        }
    }

    private void remove(String path) throws PatchException {
        existing(path, "Unable to remove nonexistent key: ");
        JsonNode parent = parent(path, "remove");
        if (parent instanceof ArrayNode array) {
            array.remove(index(last(path), array.size() - 1));
        } else if (parent instanceof ObjectNode object) {
            object.remove(last(path));
        }
    }

    private JsonNode parent(String path, String operation) throws PatchException {
        JsonNode parent = get(path.substring(0, path.lastIndexOf('/')));
        if (parent == null || !parent.isContainerNode()) {
            throw missing(operation, path);
        }
        return parent;
    }

    private static PatchException missing(String operation, String path) {
        return new PatchException(
                Fault.UNFIT, operation + " operation does not apply: doc is missing path: \"" + path + "\"");
    }

    private JsonNode existing(String path, String complaint) throws PatchException {
        JsonNode found = path.isEmpty() ? document : get(path);
        if (found == null || found.isMissingNode()) {
            throw new PatchException(Fault.UNFIT, complaint + path);
        }
        return found;
    }

    /** The value at a pointer; null if there is none. */
    private @Nullable JsonNode get(String path) throws PatchException {
        if (path.isEmpty()) {
            return document;
        }
        if (!path.startsWith("/")) {
            throw new PatchException(Fault.UNFIT, "a path starts with /: " + path);
        }
        JsonNode at = document;
        for (String token : path.substring(1).split("/", -1)) {
            String name = token.replace("~1", "/").replace("~0", "~");
            at = at.isArray() && isIndex(name) ? at.path(Integer.parseInt(name)) : at.path(name);
        }
        return at.isMissingNode() ? null : at;
    }

    private static boolean isIndex(String token) {
        return token.matches("0|[1-9]\\d{0,8}");
    }

    private static int index(String token, int last) throws PatchException {
        if (!isIndex(token) || Integer.parseInt(token) > last) {
            throw new PatchException(Fault.UNFIT, "Unable to access invalid index: " + token);
        }
        return Integer.parseInt(token);
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
    }
}
