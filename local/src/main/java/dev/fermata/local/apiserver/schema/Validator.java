package dev.fermata.local.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.local.apiserver.refusal.Cause;
import dev.fermata.local.apiserver.schema.Schema.Trait;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with a value by its schema, in the API server's words. CEL rules are not looked at here. */
public final class Validator {
    private final List<Cause> causes = new ArrayList<>();

    private Validator() {}

    /** Everything that is wrong; empty if nothing is. */
    public static List<Cause> check(Schema schema, JsonNode value) {
        Validator validator = new Validator();
        validator.visit(schema, value, "");
        return validator.causes;
    }

    private void visit(Schema schema, JsonNode value, String path) {
        if (value.isNull() && schema.has(Trait.NULLABLE)) {
            return;
        }
        if (!isOfType(schema, value)) {
            causes.add(Cause.type(path, typeOf(value), typeWanted(schema)));
            return;
        }
        if (value.isTextual()) {
            TextRules.check(schema.limits(), value, path, causes);
        } else if (value.isNumber()) {
            NumberRules.check(schema.limits(), value, path, causes);
        } else if (value.isArray()) {
            visitItems(schema, value, path);
        } else if (value.isObject()) {
            visitFields(schema, value, path);
        }
        if (!schema.limits().values().isEmpty() && !schema.limits().values().contains(value)) {
            causes.add(Cause.unsupported(path, value, schema.limits().values()));
        }
        visitJunctors(schema.junctors(), value, path);
    }

    private void visitFields(Schema schema, JsonNode value, String path) {
        for (String required : schema.limits().required()) {
            if (!value.has(required)) {
                causes.add(Cause.required(below(path, required), ""));
            }
        }
        Schema.Sizes sizes = schema.limits().properties();
        if (sizes.most() != null && value.size() > sizes.most()) {
            causes.add(Cause.tooMany(path, value.size(), sizes.most()));
        }
        if (sizes.least() != null && value.size() < sizes.least()) {
            causes.add(sizeCause(value, path, "should have at least " + sizes.least() + " properties"));
        }
        value.properties().forEach(field -> {
            Schema known = schema.field(field.getKey());
            if (known != null) {
                visit(known, field.getValue(), below(path, field.getKey()));
            }
        });
    }

    private void visitItems(Schema schema, JsonNode value, String path) {
        Schema.Sizes sizes = schema.limits().items();
        if (sizes.most() != null && value.size() > sizes.most()) {
            causes.add(Cause.tooMany(path, value.size(), sizes.most()));
        }
        if (sizes.least() != null && value.size() < sizes.least()) {
            causes.add(sizeCause(value, path, "should have at least " + sizes.least() + " items"));
        }
        if (schema.items() != null) {
            for (int i = 0; i < value.size(); i++) {
                visit(schema.items(), value.get(i), path + "[" + i + "]");
            }
        }
        visitKeys(schema.list(), value, path);
    }

    private static Cause sizeCause(JsonNode value, String path, String text) {
        return Cause.invalid(
                path, com.fasterxml.jackson.databind.node.IntNode.valueOf(value.size()), path + " in body " + text);
    }

    /** Finds entries of sets and maps that are there twice. */
    private void visitKeys(Schema.ListKind kind, JsonNode value, String path) {
        if (kind.type().equals("atomic")) {
            return;
        }
        Set<JsonNode> seen = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            JsonNode entry = value.get(i);
            JsonNode key = kind.type().equals("map") ? kind.key(entry) : entry;
            if (!key.isEmpty() || key.isValueNode()) {
                if (!seen.add(key)) {
                    causes.add(Cause.duplicate(path + "[" + i + "]", key));
                }
            }
        }
    }

    private void visitJunctors(Schema.Junctors junctors, JsonNode value, String path) {
        junctors.all().forEach(schema -> visit(schema, value, path));
        if (!junctors.any().isEmpty() && matches(junctors.any(), value, path) == 0) {
            causes.add(Cause.invalid(path, value, path + " in body must validate at least one schema (anyOf)"));
        }
        if (!junctors.one().isEmpty() && matches(junctors.one(), value, path) != 1) {
            causes.add(Cause.invalid(path, value, path + " in body must validate one and only one schema (oneOf)"));
        }
        if (junctors.not() != null && matches(List.of(junctors.not()), value, path) == 1) {
            causes.add(Cause.invalid(path, value, path + " in body must not validate the schema (not)"));
        }
    }

    private static long matches(List<Schema> schemas, JsonNode value, String path) {
        return schemas.stream()
                .filter(schema -> {
                    Validator one = new Validator();
                    one.visit(schema, value, path);
                    return one.causes.isEmpty();
                })
                .count();
    }

    private static boolean isOfType(Schema schema, JsonNode value) {
        if (schema.has(Trait.INT_OR_STRING)) {
            return isInteger(value) || value.isTextual();
        }
        return switch (schema.type()) {
            case "string" -> value.isTextual();
            case "integer" -> isInteger(value);
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            default -> true;
        };
    }

    private static boolean isInteger(JsonNode value) {
        return value.isIntegralNumber()
                || (value.isNumber()
                        && value.decimalValue().stripTrailingZeros().scale() <= 0);
    }

    private static String typeWanted(Schema schema) {
        return schema.has(Trait.INT_OR_STRING) ? "integer,string" : schema.type();
    }

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case NUMBER -> isInteger(value) ? "integer" : "number";
            case BOOLEAN -> "boolean";
            case ARRAY -> "array";
            case OBJECT, POJO -> "object";
            case NULL, MISSING, BINARY -> "null";
        };
    }

    private static String below(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
