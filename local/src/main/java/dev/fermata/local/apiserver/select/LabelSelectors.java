package dev.fermata.local.apiserver.select;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.local.apiserver.refusal.Refusal;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads label selectors: {@code a=b}, {@code a!=b}, {@code a in (b, c)}, {@code a notin (b, c)}, {@code a} and {@code !a}. */
public final class LabelSelectors {
    private static final String KEY = "([A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?)";
    private static final Pattern REQUIREMENT = Pattern.compile("\\s*(?:(!)\\s*" + KEY + "|" + KEY
            + "(?:\\s*(==|=|!=)\\s*([-A-Za-z0-9_.]*)|\\s+(in|notin)\\s*\\(([^)]*)\\))?)\\s*(?:,|$)");

    private LabelSelectors() {}

    /** Reads a selector; an empty text selects everything. */
    public static Selector parse(String text) {
        Selector selector = Selector.ALL;
        Matcher requirement = REQUIREMENT.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!requirement.find(at) || requirement.start() != at) {
                throw Refusal.badRequest("unable to parse requirement: found '" + text.substring(at)
                        + "', expected: in, notin, =, ==, !=, ! or a label alone");
            }
            selector = selector.and(requirement(requirement));
            at = requirement.end();
        }
        return selector;
    }

    private static Selector requirement(Matcher found) {
        if (found.group(1) != null) {
            return on(found.group(2), JsonNode::isMissingNode);
        }
        String key = found.group(3);
        if (found.group(4) != null) {
            String value = found.group(5);
            return found.group(4).equals("!=")
                    ? on(key, label -> !label.asText("").equals(value) || label.isMissingNode())
                    : on(key, label -> label.isTextual() && label.textValue().equals(value));
        }
        if (found.group(6) == null) {
            return on(key, label -> !label.isMissingNode());
        }
        Set<String> values =
                Arrays.stream(found.group(7).split(",", -1)).map(String::trim).collect(Collectors.toSet());
        return found.group(6).equals("in")
                ? on(key, label -> !label.isMissingNode() && values.contains(label.asText()))
                : on(key, label -> label.isMissingNode() || !values.contains(label.asText()));
    }

    private static Selector on(String key, Predicate<JsonNode> test) {
        return object -> test.test(object.path("metadata").path("labels").path(key));
    }
}
