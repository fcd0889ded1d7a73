package dev.fermata.local.apiserver.select;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.local.apiserver.refusal.Refusal;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads field selectors: {@code a.b=c}, {@code a.b==c} and {@code a.b!=c}, for the fields that a type allows. */
public final class FieldSelectors {
    private static final Pattern TERM = Pattern.compile("([^=!,]+)(==|=|!=)((?:[^\\\\,=]|\\\\.)*)(?:,|$)");

    private FieldSelectors() {}

    /** Reads a selector; an empty text selects everything. */
    public static Selector parse(String text, Set<String> allowed) {
        Selector selector = Selector.ALL;
        Matcher term = TERM.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!term.find(at) || term.start() != at) {
                throw Refusal.badRequest("invalid selector: '" + text.substring(at) + "'; can't understand it");
            }
            String field = term.group(1).trim();
            if (!field.equals("metadata.name") && !field.equals("metadata.namespace") && !allowed.contains(field)) {
                throw Refusal.badRequest("field label not supported: " + field);
            }
            selector = selector.and(term(field, term.group(2), term.group(3).replaceAll("\\\\(.)", "$1")));
            at = term.end();
        }
        return selector;
    }

    private static Selector term(String field, String operator, String value) {
        String[] path = field.split("\\.", -1);
        boolean equal = !operator.equals("!=");
        return object -> value(object, path).equals(value) == equal;
    }

    private static String value(JsonNode object, String[] path) {
        JsonNode at = object;
        for (String field : path) {
            at = at.path(field);
        }
        return at.asText("");
    }
}
