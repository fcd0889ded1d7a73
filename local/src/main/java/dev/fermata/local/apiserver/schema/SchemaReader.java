package dev.fermata.local.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.local.apiserver.schema.Schema.Bound;
import dev.fermata.local.apiserver.schema.Schema.Trait;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code openAPIV3Schema}. */
public final class SchemaReader {
    private SchemaReader() {}

    /** The schema that this tree spells. */
    public static Schema read(JsonNode tree) {
        Map<String, Schema> properties = new LinkedHashMap<>();
        tree.path("properties").properties().forEach(field -> properties.put(field.getKey(), read(field.getValue())));
        JsonNode others = tree.path("additionalProperties");
        JsonNode fallback = tree.get("default");
        return new Schema(
                tree.path("type").asText(""),
                traits(tree),
                properties,
                others.isObject() ? read(others) : null,
                tree.path("items").isObject() ? read(tree.path("items")) : null,
                fallback,
                limits(tree),
                new Schema.ListKind(
                        tree.path("x-kubernetes-list-type").asText("atomic"),
                        texts(tree.path("x-kubernetes-list-map-keys"))),
                junctors(tree),
                rules(tree));
    }

    private static Set<Trait> traits(JsonNode tree) {
        Set<Trait> on = EnumSet.noneOf(Trait.class);
        add(on, Trait.NULLABLE, tree.path("nullable"));
        add(on, Trait.INT_OR_STRING, tree.path("x-kubernetes-int-or-string"));
        add(on, Trait.PRESERVES_UNKNOWN_FIELDS, tree.path("x-kubernetes-preserve-unknown-fields"));
        add(on, Trait.EMBEDDED_RESOURCE, tree.path("x-kubernetes-embedded-resource"));
        add(on, Trait.ALLOWS_OTHER_FIELDS, tree.path("additionalProperties"));
        return on;
    }

    private static void add(Set<Trait> on, Trait trait, JsonNode value) {
        if (value.asBoolean()) {
            on.add(trait);
        }
    }

    private static Schema.Limits limits(JsonNode tree) {
        List<JsonNode> values = new ArrayList<>();
        tree.path("enum").forEach(values::add);
        String pattern = tree.path("pattern").asText("");
        return new Schema.Limits(
                texts(tree.path("required")),
                values,
                pattern.isEmpty() ? null : Pattern.compile(pattern),
                tree.path("format").asText(""),
                new Schema.Range(
                        number(tree.path("minimum")),
                        bound(tree.path("exclusiveMinimum")),
                        number(tree.path("maximum")),
                        bound(tree.path("exclusiveMaximum"))),
                number(tree.path("multipleOf")),
                sizes(tree, "minLength", "maxLength"),
                sizes(tree, "minItems", "maxItems"),
                sizes(tree, "minProperties", "maxProperties"));
    }

    private static Bound bound(JsonNode exclusive) {
        return exclusive.asBoolean() ? Bound.EXCLUSIVE : Bound.INCLUSIVE;
    }

    private static Schema.Sizes sizes(JsonNode tree, String least, String most) {
        return new Schema.Sizes(integer(tree.path(least)), integer(tree.path(most)));
    }

    private static @Nullable Integer integer(JsonNode value) {
        return value.isNumber() ? Integer.valueOf(value.intValue()) : null;
    }

    private static @Nullable BigDecimal number(JsonNode value) {
        return value.isNumber() ? value.decimalValue() : null;
    }

    private static Schema.Junctors junctors(JsonNode tree) {
        return new Schema.Junctors(
                each(tree.path("allOf")),
                each(tree.path("anyOf")),
                each(tree.path("oneOf")),
                tree.path("not").isObject() ? read(tree.path("not")) : null);
    }

    private static List<Schema> each(JsonNode schemas) {
        List<Schema> all = new ArrayList<>();
        schemas.forEach(one -> all.add(read(one)));
        return all;
    }

    private static List<Schema.Rule> rules(JsonNode tree) {
        List<Schema.Rule> all = new ArrayList<>();
        for (JsonNode one : tree.path("x-kubernetes-validations")) {
            all.add(new Schema.Rule(
                    one.path("rule").asText(),
                    one.path("message").asText(""),
                    one.path("messageExpression").asText(""),
                    one.path("fieldPath").asText(""),
                    one.path("reason").asText("FieldValueInvalid")));
        }
        return all;
    }

    private static List<String> texts(JsonNode array) {
        List<String> all = new ArrayList<>();
        array.forEach(one -> all.add(one.asText()));
        return all;
    }
}
