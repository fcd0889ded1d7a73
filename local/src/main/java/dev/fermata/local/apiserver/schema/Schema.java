package dev.fermata.local.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A structural schema, read once.
 *
 * @param type empty if the schema names none
 * @param traits the switches that are on
 * @param properties the fields that are named
 * @param others the schema of fields that are not named; null if there is none
 * @param items the schema of list entries; null if there is none
 * @param fallback the default; null if there is none
 */
public record Schema(
        String type,
        Set<Trait> traits,
        Map<String, Schema> properties,
        @Nullable Schema others,
        @Nullable Schema items,
        @Nullable JsonNode fallback,
        Limits limits,
        ListKind list,
        Junctors junctors,
        List<Rule> rules) {

    /** A switch of a schema. */
    public enum Trait {
        NULLABLE,
        INT_OR_STRING,
        PRESERVES_UNKNOWN_FIELDS,
        EMBEDDED_RESOURCE,
        ALLOWS_OTHER_FIELDS
    }

    /** How the entries of a list are told apart. */
    public record ListKind(String type, List<String> keys) {
        /** The fields by which an entry of a map-like list is known. */
        public JsonNode key(JsonNode entry) {
            ObjectNode key = Json.object();
            for (String name : keys) {
                if (entry.has(name)) {
                    key.set(name, entry.get(name));
                }
            }
            return key;
        }
    }

    /** Schemas that hold together with this one. */
    public record Junctors(
            List<Schema> all,
            List<Schema> any,
            List<Schema> one,
            @Nullable Schema not) {}

    /** A CEL rule, as written. */
    public record Rule(String rule, String message, String messageExpression, String fieldPath, String reason) {}

    /** What is asked of single values; null where nothing is asked. */
    public record Limits(
            List<String> required,
            List<JsonNode> values,
            @Nullable Pattern pattern,
            String format,
            Range number,
            @Nullable BigDecimal multipleOf,
            Sizes length,
            Sizes items,
            Sizes properties) {}

    /** A range of numbers; a bound may itself be left out of it. */
    public record Range(
            @Nullable BigDecimal least,
            Bound leastBound,
            @Nullable BigDecimal most,
            Bound mostBound) {}

    /** Whether a bound belongs to its range. */
    public enum Bound {
        INCLUSIVE,
        EXCLUSIVE
    }

    /** A range of sizes. */
    public record Sizes(@Nullable Integer least, @Nullable Integer most) {}

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    /** The schema of a field; null if nothing is known of it. */
    public @Nullable Schema field(String name) {
        Schema named = properties.get(name);
        return named != null ? named : others;
    }

    /** Whether this schema or one below it has rules. */
    public boolean hasRules() {
        return !rules.isEmpty()
                || (others != null && others.hasRules())
                || (items != null && items.hasRules())
                || properties.values().stream().anyMatch(Schema::hasRules);
    }
}
