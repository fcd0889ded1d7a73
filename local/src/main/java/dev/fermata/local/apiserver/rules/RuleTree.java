package dev.fermata.local.apiserver.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import dev.fermata.local.apiserver.refusal.Cause;
import dev.fermata.local.apiserver.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of a schema that has rules, and what they say of an object. */
public final class RuleTree {
    private final Schema schema;
    private final List<CompiledRule> rules;
    private final Map<String, RuleTree> properties = new LinkedHashMap<>();
    private final @Nullable RuleTree others;
    private final @Nullable RuleTree items;

    private RuleTree(Schema schema) {
        this.schema = schema;
        this.rules = schema.rules().stream().map(CompiledRule::new).toList();
        schema.properties().forEach((name, property) -> {
            RuleTree below = of(property);
            if (below != null) {
                properties.put(name, below);
            }
        });
        this.others = schema.others() == null ? null : of(schema.others());
        this.items = schema.items() == null ? null : of(schema.items());
    }

    /** The rules of a schema; null if it has none. */
    public static @Nullable RuleTree of(Schema schema) {
        return schema.hasRules() ? new RuleTree(schema) : null;
    }

    /** The rules that cannot be evaluated here, with the reasons. */
    public List<String> uncompilable() {
        List<String> all = new ArrayList<>();
        for (CompiledRule rule : rules) {
            try {
                rule.check();
            } catch (CelValidationException | CelEvaluationException malformed) {
                all.add(rule.rule().rule() + ": " + malformed.getMessage());
            }
        }
        properties.values().forEach(below -> all.addAll(below.uncompilable()));
        if (others != null) {
            all.addAll(others.uncompilable());
        }
        if (items != null) {
            all.addAll(items.uncompilable());
        }
        return all;
    }

    /** What the rules find wrong with a valid object; {@code old} is null for a new one. */
    public List<Cause> check(JsonNode value, @Nullable JsonNode old) {
        List<Cause> causes = new ArrayList<>();
        visit(value, old, "", causes);
        return causes;
    }

    private void visit(JsonNode value, @Nullable JsonNode old, String path, List<Cause> causes) {
        boolean unchanged = value.equals(old);
        for (CompiledRule rule : rules) {
            // What was let in before a rule came is let stay until it is changed.
            if (rule.isAboutChange() ? old != null : !unchanged) {
                evaluate(rule, value, old, path, causes);
            }
        }
        if (value.isArray() && items != null) {
            visitItems(items, value, old, path, causes);
        } else if (value.isObject()) {
            value.properties().forEach(field -> {
                RuleTree below = properties.getOrDefault(field.getKey(), named(field.getKey()) ? null : others);
                if (below != null) {
                    JsonNode before = old == null ? null : old.get(field.getKey());
                    below.visit(field.getValue(), before, path + (path.isEmpty() ? "" : ".") + field.getKey(), causes);
                }
            });
        }
    }

    private boolean named(String field) {
        return schema.properties().containsKey(field);
    }

    // rule-exempt parameters: a visit carries the object as it is and as it was, its path and what was found
    private void visitItems(RuleTree below, JsonNode value, @Nullable JsonNode old, String path, List<Cause> causes) {
        Map<JsonNode, JsonNode> before = new HashMap<>();
        boolean keyed = schema.list().type().equals("map");
        if (keyed && old != null) {
            old.forEach(item -> before.put(schema.list().key(item), item));
        }
        for (int i = 0; i < value.size(); i++) {
            JsonNode item = value.get(i);
            below.visit(item, keyed ? before.get(schema.list().key(item)) : null, path + "[" + i + "]", causes);
        }
    }

    private void evaluate(CompiledRule rule, JsonNode value, @Nullable JsonNode old, String path, List<Cause> causes) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("self", CelView.of(value, schema));
        if (old != null) {
            variables.put("oldSelf", CelView.of(old, schema));
        }
        String complaint = rule.complaint(variables);
        if (complaint != null) {
            causes.add(cause(rule.rule(), path, complaint));
        }
    }

    private Cause cause(Schema.Rule rule, String path, String complaint) {
        String joined = path + rule.fieldPath();
        String field = joined.startsWith(".") ? joined.substring(1) : joined;
        String shown = field.isEmpty() ? "<nil>" : field;
        String type = '"' + (schema.type().isEmpty() ? "object" : schema.type()) + '"';
        String message = switch (rule.reason()) {
            case "FieldValueForbidden" -> "Forbidden: " + complaint;
            case "FieldValueRequired" -> "Required value: " + complaint;
            case "FieldValueDuplicate" -> "Duplicate value: " + type;
            default -> "Invalid value: " + type + ": " + complaint;
        };
        return new Cause(rule.reason(), message, shown);
    }
}
