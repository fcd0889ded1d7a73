package dev.fermata.local.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.schema.Schema.Trait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What happens to a custom resource before it is validated: unknown fields and stray nulls go, defaults come. */
public final class Normalizer {
    private static final Set<String> OF_EVERY_OBJECT = Set.of("apiVersion", "kind", "metadata");

    private Normalizer() {}

    /** Changes the object in place; returns the paths of the unknown fields that were dropped. */
    public static List<String> normalize(Schema schema, ObjectNode object) {
        List<String> dropped = new ArrayList<>();
        prune(schema, object, "", dropped);
        fill(schema, object);
        dropped.sort(Comparator.naturalOrder());
        return dropped;
    }

    private static void prune(Schema schema, JsonNode value, String path, List<String> dropped) {
        if (value instanceof ObjectNode object) {
            pruneFields(schema, object, path, dropped);
        } else if (value.isArray() && schema.items() != null) {
            for (int i = 0; i < value.size(); i++) {
                prune(schema.items(), value.get(i), path + "[" + i + "]", dropped);
            }
        }
    }

    private static void pruneFields(Schema schema, ObjectNode object, String path, List<String> dropped) {
        boolean whole = path.isEmpty() || schema.has(Trait.EMBEDDED_RESOURCE);
        Iterator<Map.Entry<String, JsonNode>> fields = object.properties().iterator();
        while (fields.hasNext()) {
            Map.Entry<String, JsonNode> field = fields.next();
            String below = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            Schema known = schema.field(field.getKey());
            if (whole && OF_EVERY_OBJECT.contains(field.getKey())) {
                continue;
            }
            if (known != null) {
                prune(known, field.getValue(), below, dropped);
            } else if (!schema.has(Trait.PRESERVES_UNKNOWN_FIELDS) && !schema.has(Trait.ALLOWS_OTHER_FIELDS)) {
                fields.remove();
                dropped.add(below);
            }
        }
    }

    private static void fill(Schema schema, JsonNode value) {
        if (value instanceof ObjectNode object) {
            object.properties().removeIf(field -> isStrayNull(schema.field(field.getKey()), field.getValue()));
            schema.properties().forEach((name, property) -> {
                if (property.fallback() != null && !object.has(name)) {
                    object.set(name, property.fallback().deepCopy());
                }
            });
            object.properties().forEach(field -> {
                Schema below = schema.field(field.getKey());
                if (below != null) {
                    fill(below, field.getValue());
                }
            });
        } else if (value.isArray() && schema.items() != null) {
            value.forEach(item -> fill(schema.items(), item));
        }
    }

    private static boolean isStrayNull(@org.jspecify.annotations.Nullable Schema schema, JsonNode value) {
        return schema != null && value.isNull() && !schema.has(Trait.NULLABLE);
    }
}
