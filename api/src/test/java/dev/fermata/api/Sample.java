package dev.fermata.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A value that a schema allows, with every field there is: what a class must carry without loss. CEL rules are not looked at. */
final class Sample {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Sample() {}

    static JsonNode of(JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").booleanValue()) {
            return JSON.textNode(schema.has("pattern") ? "250m" : "25%");
        }
        if (schema.has("enum")) {
            return schema.path("enum").path(schema.path("enum").size() - 1);
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(schema);
            case "array" -> JSON.arrayNode().add(of(schema.path("items")));
            case "string" -> JSON.textNode(text(schema));
            case "integer" -> JSON.numberNode(schema.path("format").asText().equals("int64") ? 1L << 40 : 7);
            case "boolean" -> JSON.booleanNode(!schema.path("default").asBoolean());
            default -> throw new IllegalStateException("no sample for the schema " + schema);
        };
    }

    private static ObjectNode object(JsonNode schema) {
        ObjectNode sample = JSON.objectNode();
        schema.path("properties").properties().forEach(field -> sample.set(field.getKey(), of(field.getValue())));
        if (schema.path("additionalProperties").isObject()) {
            sample.set("a-key", of(schema.path("additionalProperties")));
        }
        return sample;
    }

    private static String text(JsonNode schema) {
        return schema.path("format").asText().startsWith("date") ? "2026-01-31T18:00:00Z" : "text";
    }
}
