package dev.fermata.local.apiserver.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The paths that Kubernetes uses to point into objects: dotted fields, {@code [0]}, {@code [*]}, {@code ['name']} and
 * {@code [?(@.field=="value")]}.
 */
public final class Paths {
    private static final Pattern STEP = Pattern.compile("\\.((?:[^.\\[\\\\]|\\\\.)+)|\\[(\\d+)]|(\\[\\*])|\\['([^']+)']"
            + "|\\[\\?\\(@\\.([\\w.]+)\\s*==\\s*[\"']([^\"']*)[\"']\\)]");

    private Paths() {}

    /** The first value at a path; a missing node if there is none. */
    public static JsonNode get(JsonNode object, String path) {
        List<JsonNode> all = all(object, path);
        return all.isEmpty() ? MissingNode.getInstance() : all.getFirst();
    }

    /** All values at a path, in order. */
    public static List<JsonNode> all(JsonNode object, String path) {
        Matcher step = STEP.matcher(path.startsWith(".") || path.startsWith("[") ? path : "." + path);
        List<JsonNode> at = List.of(object);
        while (step.find()) {
            List<JsonNode> below = new ArrayList<>();
            for (JsonNode node : at) {
                follow(step, node, below);
            }
            at = below;
        }
        return at;
    }

    private static void follow(Matcher step, JsonNode node, List<JsonNode> below) {
        if (step.group(1) != null) {
            add(node.path(step.group(1).replace("\\", "")), below);
        } else if (step.group(2) != null) {
            add(node.path(Integer.parseInt(step.group(2))), below);
        } else if (step.group(3) != null) {
            node.forEach(below::add);
        } else if (step.group(4) != null) {
            add(node.path(step.group(4)), below);
        } else {
            for (JsonNode item : node) {
                if (get(item, step.group(5)).asText().equals(step.group(6))) {
                    below.add(item);
                }
            }
        }
    }

    private static void add(JsonNode found, List<JsonNode> below) {
        if (!found.isMissingNode()) {
            below.add(found);
        }
    }

    /** Puts a value at a path of plain fields, creating objects on the way. */
    public static void set(ObjectNode object, String path, JsonNode value) {
        String[] fields = (path.startsWith(".") ? path.substring(1) : path).split("\\.", -1);
        ObjectNode at = object;
        for (int i = 0; i < fields.length - 1; i++) {
            at = at.get(fields[i]) instanceof ObjectNode below ? below : at.putObject(fields[i]);
        }
        at.set(fields[fields.length - 1], value);
    }
}
