package dev.fermata.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A schema as YAML that people can review: one line for what fits in one, what a reader looks for first comes first. */
final class SchemaText {
    private static final int WIDTH = 160;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9/_-]*([. ][A-Za-z0-9/_-]+)*|-?[0-9]+");
    private static final Pattern WORD = Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n");
    private static final List<String> FIRST = List.of(
            "description",
            "type",
            "format",
            "rule",
            "fieldPath",
            "reason",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "pattern",
            "enum",
            "required",
            "minItems",
            "maxItems");
    private static final List<String> LAST =
            List.of("x-kubernetes-validations", "additionalProperties", "properties", "items");

    private SchemaText() {}

    /** Lines of {@code key: value}, each behind the indent. */
    static String lines(String key, JsonNode value, String indent) {
        String flow = flow(value);
        boolean fits = indent.length() + key.length() + flow.length() + 2 <= WIDTH;
        if (value.asText().contains(" ") && !fits) {
            return indent + key + ": >-\n" + folded(value.textValue(), indent + "  ");
        }
        if (value.isValueNode() || scalars(value) || (fits && !described(value))) {
            return indent + key + ": " + flow + "\n";
        }
        if (value.isArray()) {
            return indent + key + ":\n"
                    + value.valueStream().map(item -> item(item, indent)).collect(Collectors.joining());
        }
        return indent + key + ":\n" + fields(value, indent + "  ");
    }

    private static String folded(String text, String indent) {
        StringBuilder lines = new StringBuilder(indent);
        int start = 0;
        for (String word : text.split(" ", -1)) {
            if (lines.length() - start + word.length() > WIDTH - 10) {
                lines.setLength(lines.length() - 1);
                start = lines.append("\n").length();
                lines.append(indent);
            }
            lines.append(word).append(" ");
        }
        return lines.toString().stripTrailing() + "\n";
    }

    private static boolean scalars(JsonNode value) {
        return value.isArray() && value.valueStream().allMatch(JsonNode::isValueNode);
    }

    private static boolean described(JsonNode value) {
        return value.has("description") || value.path(0).has("message");
    }

    private static String item(JsonNode item, String indent) {
        return indent + "  - " + fields(item, indent + "    ").substring(indent.length() + 4);
    }

    private static String fields(JsonNode object, String indent) {
        return object.properties().stream()
                .sorted(Comparator.comparingInt(SchemaText::rank))
                .map(field -> lines(field.getKey(), field.getValue(), indent))
                .collect(Collectors.joining());
    }

    private static int rank(Map.Entry<String, JsonNode> field) {
        int first = FIRST.indexOf(field.getKey());
        int last = LAST.indexOf(field.getKey());
        return first >= 0 ? first : FIRST.size() + 1 + last;
    }

    private static String flow(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .sorted(Comparator.comparingInt(SchemaText::rank))
                    .map(field -> field.getKey() + ": " + flow(field.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value.isArray()) {
            return value.valueStream().map(SchemaText::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        return value.isTextual() ? scalar(value.textValue()) : value.toString();
    }

    private static String scalar(String text) {
        boolean plain = PLAIN.matcher(text).matches() && !WORD.matcher(text).matches() && !text.matches("-?[0-9]+");
        return plain ? text : "'" + text.replace("'", "''") + "'";
    }
}
