package dev.fermata.local.apiserver.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.common.values.NullValue;
import dev.fermata.local.apiserver.schema.Schema;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON as CEL's values, converted only as far as a rule looks. */
final class CelView {
    private CelView() {}

    static Object of(JsonNode value, @Nullable Schema schema) {
        return switch (value.getNodeType()) {
            case OBJECT, POJO -> new Fields((ObjectNode) value, schema);
            case ARRAY -> new Items((ArrayNode) value, schema);
            case STRING -> text(value.textValue(), schema);
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> isWhole(value, schema) ? (Object) value.longValue() : value.doubleValue();
            case NULL, MISSING, BINARY -> NullValue.NULL_VALUE;
        };
    }

    private static boolean isWhole(JsonNode value, @Nullable Schema schema) {
        return value.isIntegralNumber() && (schema == null || !schema.type().equals("number"));
    }

    private static Object text(String text, @Nullable Schema schema) {
        if (schema != null && schema.limits().format().equals("date-time")) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException malformed) {
                return text;
            }
        }
        return text;
    }

    /** An object: its named fields have names that CEL can spell. */
    private static final class Fields extends AbstractMap<String, Object> {
        private final ObjectNode object;
        private final @Nullable Schema schema;

        Fields(ObjectNode object, @Nullable Schema schema) {
            this.object = object;
            this.schema = schema;
        }

        private boolean hasNames() {
            return schema != null && !schema.properties().isEmpty();
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return key instanceof String name && object.has(hasNames() ? Spelling.field(name) : name);
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            if (!(key instanceof String name)) {
                return null;
            }
            String field = hasNames() ? Spelling.field(name) : name;
            JsonNode value = object.get(field);
            return value == null ? null : of(value, schema == null ? null : schema.field(field));
        }

        @Override
        public Set<Map.Entry<String, Object>> entrySet() {
            Map<String, Object> all = new LinkedHashMap<>();
            object.properties()
                    .forEach(field -> all.put(
                            hasNames() ? Spelling.identifier(field.getKey()) : field.getKey(),
                            of(field.getValue(), schema == null ? null : schema.field(field.getKey()))));
            return all.entrySet();
        }
    }

    /** A list. */
    private static final class Items extends AbstractList<Object> {
        private final ArrayNode array;
        private final @Nullable Schema items;

        Items(ArrayNode array, @Nullable Schema schema) {
            this.array = array;
            this.items = schema == null ? null : schema.items();
        }

        @Override
        public Object get(int index) {
            return of(array.get(index), items);
        }

        @Override
        public int size() {
            return array.size();
        }
    }

    /** How fields are spelled whose names are no CEL identifiers. */
    static final class Spelling {
        private static final Set<String> RESERVED = Set.copyOf(List.of(
                "true",
                "false",
                "null",
                "in",
                "as",
                "break",
                "const",
                "continue",
                "else",
                "for",
                "function",
                "if",
                "import",
                "let",
                "loop",
                "package",
                "namespace",
                "return",
                "var",
                "void",
                "while"));

        private Spelling() {}

        static String identifier(String field) {
            if (RESERVED.contains(field)) {
                return "__" + field + "__";
            }
            return field.replace("__", "__underscores__")
                    .replace(".", "__dot__")
                    .replace("-", "__dash__")
                    .replace("/", "__slash__");
        }

        static String field(String identifier) {
            if (identifier.startsWith("__") && identifier.endsWith("__") && identifier.length() > 4) {
                String inner = identifier.substring(2, identifier.length() - 2);
                if (RESERVED.contains(inner)) {
                    return inner;
                }
            }
            return identifier
                    .replace("__dot__", ".")
                    .replace("__dash__", "-")
                    .replace("__slash__", "/")
                    .replace("__underscores__", "__");
        }
    }
}
