package dev.fermata.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * Values that a schema allows, with every field there is: what a class must carry without loss. CEL rules are not looked
 * at. Variant 0 is an everyday value, the others go to the edges.
 */
record Sample(int variant) {
    static final int VARIANTS = 8;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> QUANTITIES = List.of("250m", "0", "1e3", ".5", "5.", "+1Ki", "-5n", "1.5E6");
    private static final List<String> TEXTS = List.of("text", "", "25%", "007", "null", "{}", "[1]", "\u00e9\n\"\\");

    JsonNode of(JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").booleanValue()) {
            return variant == 1 ? JSON.numberNode(5) : JSON.textNode(pick(schema.has("pattern") ? QUANTITIES : TEXTS));
        }
        if (schema.has("enum")) {
            return pick(schema.path("enum").valueStream().toList());
        }
        return switch (schema.path("type").asText()) {
            case "object" -> object(schema);
            case "array" -> JSON.arrayNode().add(of(schema.path("items")));
            case "string" -> JSON.textNode(text(schema));
            case "integer" -> integer(schema);
            case "boolean" ->
                JSON.booleanNode(variant % 2 == 0 ^ schema.path("default").asBoolean());
            default -> throw new IllegalStateException("no sample for the schema " + schema);
        };
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode sample = JSON.objectNode();
        schema.path("properties").properties().forEach(field -> sample.set(field.getKey(), of(field.getValue())));
        if (schema.path("additionalProperties").isObject()) {
            sample.set("a-key", of(schema.path("additionalProperties")));
        }
        return sample;
    }

    private String text(JsonNode schema) {
        return schema.path("format").asText().startsWith("date") ? "2026-01-31T18:00:00Z" : pick(TEXTS);
    }

    private JsonNode integer(JsonNode schema) {
        boolean big = schema.path("format").asText().equals("int64");
        long most = schema.path("maximum").asLong(big ? Long.MAX_VALUE : Integer.MAX_VALUE);
        long least = schema.path("minimum").asLong(big ? Long.MIN_VALUE : Integer.MIN_VALUE);
        return JSON.numberNode(pick(Stream.of(Math.max(least, 7), most, least).toList()));
    }

    private <T> T pick(List<T> values) {
        return values.get(variant % values.size());
    }
}
