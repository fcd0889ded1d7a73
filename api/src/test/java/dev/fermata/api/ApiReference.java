package dev.fermata.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The page docs/reference/api.md, made of nothing but the CRDs. */
final class ApiReference {
    private static final String INTRODUCTION = """
        # API reference

        The four kinds of `fermata.dev/v1alpha1`, field by field. This page is rendered from the CRDs in
        `api/src/main/resources/crds`; `kubectl explain` says the same. What the API server refuses, and with which words, is in
        [validation.md](validation.md).

        A field without a default may be left out; **required** ones may not. Durations are whole seconds.
        """;

    private final StringBuilder page = new StringBuilder(INTRODUCTION);

    private ApiReference() {}

    static String page() {
        ApiReference reference = new ApiReference();
        Crds.PLURALS.forEach(reference::kind);
        return reference.page.toString();
    }

    private void kind(String plural) {
        JsonNode names = Crds.crd(plural).at("/spec/names");
        JsonNode schema = Crds.schema(plural);
        page.append("\n## ").append(names.path("kind").textValue()).append("\n\n");
        page.append(schema.path("description").textValue()).append("\n\n");
        page.append("`kubectl get ")
                .append(plural)
                .append("`, short `")
                .append(names.at("/shortNames/0").textValue())
                .append("`");
        if (Crds.version(plural).at("/subresources/scale").isObject()) {
            page.append("; `kubectl scale` and HorizontalPodAutoscalers work on it");
        }
        page.append(".\n");
        for (String part : List.of("spec", "status")) {
            page.append("\n| field | type | meaning |\n| --- | --- | --- |\n");
            fields(part, schema.at("/properties/" + part));
        }
        rules(schema);
    }

    private void fields(String path, JsonNode schema) {
        List<String> required =
                schema.path("required").valueStream().map(JsonNode::textValue).toList();
        schema.path("properties").properties().forEach(entry -> {
            String name = path + "." + entry.getKey();
            JsonNode field = entry.getValue();
            boolean list = field.has("items");
            page.append("| `")
                    .append(name)
                    .append(list ? "[]" : "")
                    .append("` | ")
                    .append(type(field))
                    .append(" | ");
            page.append(required.contains(entry.getKey()) ? "**Required.** " : "")
                    .append(meaning(field))
                    .append(" |\n");
            if (!known(name)) {
                fields(list ? name + "[]" : name, list ? field.path("items") : field);
            }
        });
    }

    /** Whether the fields below are told elsewhere. */
    private static boolean known(String path) {
        return path.equals("spec.template.spec")
                || path.equals("spec.sidecar.resources")
                || path.equals("status.conditions");
    }

    private static String meaning(JsonNode field) {
        String meaning =
                field.path("description").textValue().replace("|", "\\|").strip();
        return field.has("default")
                ? meaning + " Default: `" + field.path("default").asText() + "`."
                : meaning;
    }

    private static String type(JsonNode field) {
        if (field.path("x-kubernetes-int-or-string").booleanValue()) {
            return "number or percentage";
        }
        if (field.has("enum")) {
            return field.path("enum")
                    .valueStream()
                    .map(value -> "`" + value.asText() + "`")
                    .collect(Collectors.joining(" "));
        }
        String type = field.path("type").textValue();
        return switch (type) {
            case "array" -> "list, " + field.path("maxItems").asText() + " at most";
            case "integer" -> "integer" + range(field);
            case "string" -> field.path("format").asText().startsWith("date") ? "instant" : "string";
            case "object" -> field.path("additionalProperties").isObject() ? "map" : "object";
            default -> type;
        };
    }

    private static String range(JsonNode field) {
        if (!field.has("maximum")) {
            return "";
        }
        return ", " + field.path("minimum").asText() + " to "
                + field.path("maximum").asText();
    }

    /** The rules in words, each once, the Pod template's of Fleets and GameTypes being those of Servers. */
    private void rules(JsonNode schema) {
        List<String> rules = new ArrayList<>();
        collect("", schema, rules);
        if (!rules.isEmpty()) {
            page.append("\nRules besides:\n\n");
            rules.forEach(rule -> page.append("- ").append(rule).append("\n"));
        }
    }

    private static void collect(String path, JsonNode schema, List<String> rules) {
        for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            String field = path + rule.path("fieldPath").asText();
            String text =
                    "`" + field.substring(1) + "`: " + rule.path("message").textValue();
            if (!rules.contains(text)) {
                rules.add(text);
            }
        }
        boolean shared = path.equals(".spec.template.spec")
                && !schema.at("/properties/template").isMissingNode();
        if (!shared) {
            schema.path("properties")
                    .properties()
                    .forEach(field -> collect(path + "." + field.getKey(), field.getValue(), rules));
            schema.path("items")
                    .path("properties")
                    .properties()
                    .forEach(field -> collect(path + "[]." + field.getKey(), field.getValue(), rules));
        }
    }
}
