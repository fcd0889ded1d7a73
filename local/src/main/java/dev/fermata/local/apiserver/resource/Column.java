package dev.fermata.local.apiserver.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.fermata.local.apiserver.json.Paths;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A column that {@code kubectl get} prints.
 *
 * @param value what an object has there; null, in JSON, if nothing
 * @param priority above 0: only with {@code -o wide}
 */
public record Column(String name, String type, Function<JsonNode, JsonNode> value, int priority, String description) {
    // rule-exempt parameters: a table of five columns reads best as five arguments
    /** A column that shows what is found at a path; several values are separated by commas. */
    public static Column at(String name, String type, String path, int priority, String description) {
        return new Column(name, type, object -> found(object, path), priority, description);
    }

    /** A column that is always shown. */
    static Column of(String name, Function<JsonNode, JsonNode> value) {
        return new Column(name, "string", value, 0, "");
    }

    /** When it was created. */
    public static Column age() {
        return at("Age", "date", ".metadata.creationTimestamp", 0, "");
    }

    private static JsonNode found(JsonNode object, String path) {
        List<JsonNode> found = Paths.all(object, path);
        return switch (found.size()) {
            case 0 -> NullNode.getInstance();
            case 1 -> found.getFirst();
            default -> TextNode.valueOf(found.stream().map(JsonNode::asText).collect(Collectors.joining(",")));
        };
    }
}
