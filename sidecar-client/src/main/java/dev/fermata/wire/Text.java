package dev.fermata.wire;

import org.jspecify.annotations.Nullable;

/** What the texts in documents may look like; each method gives back the value it was given, or refuses it. */
final class Text {
    private static final int SHOWN = 40;

    private Text() {}

    /** A Kubernetes name: lower-case letters, digits, {@code -} and {@code .}, a letter or digit at both ends. */
    static String name(String field, String value) {
        String wanted = "must be a Kubernetes name: 1 to " + Limits.MAX_NAME
                + " lower-case letters, digits, '-' or '.'," + " with a letter or digit at both ends";
        int length = value.length();
        boolean good = length > 0
                && length <= Limits.MAX_NAME
                && isLowerOrDigit(value.charAt(0))
                && isLowerOrDigit(value.charAt(length - 1));
        for (int i = 0; good && i < length; i++) {
            char c = value.charAt(i);
            good = isLowerOrDigit(c) || c == '-' || c == '.';
        }
        if (!good) {
            throw new WireException(field, wanted);
        }
        return value;
    }

    static @Nullable String optionalName(String field, @Nullable String value) {
        return value == null ? null : name(field, value);
    }

    /** Something that is only compared: letters, digits, {@code -} and {@code _}. */
    static String identifier(String field, String value) {
        boolean good = !value.isEmpty() && value.length() <= Limits.MAX_IDENTIFIER;
        for (int i = 0; good && i < value.length(); i++) {
            char c = value.charAt(i);
            good = isLetter(c) || isDigit(c) || c == '-' || c == '_';
        }
        if (!good) {
            throw new WireException(
                    field, "must be 1 to " + Limits.MAX_IDENTIFIER + " letters (a to z, A to Z), digits, '-' or '_'");
        }
        return value;
    }

    /** A reason as Kubernetes has them in conditions: CamelCase. */
    static String reason(String field, String value) {
        boolean good = !value.isEmpty() && value.length() <= Limits.MAX_REASON && value.charAt(0) <= 'Z';
        for (int i = 0; good && i < value.length(); i++) {
            char c = value.charAt(i);
            good = isLetter(c) || (i > 0 && isDigit(c));
        }
        if (!good) {
            throw new WireException(
                    field,
                    "must be one CamelCase word of 1 to " + Limits.MAX_REASON + " letters and digits, like ScaleDown");
        }
        return value;
    }

    /** A sentence for people. */
    static String sentence(String field, String value) {
        if (value.isBlank() || value.length() > Limits.MAX_SENTENCE) {
            throw new WireException(
                    field, "must be a text of 1 to " + Limits.MAX_SENTENCE + " characters, not only spaces");
        }
        if (!isWellFormed(value)) {
            throw new WireException(field, "must not have half a surrogate pair");
        }
        return value;
    }

    static @Nullable String optionalSentence(String field, @Nullable String value) {
        return value == null ? null : sentence(field, value);
    }

    static int between(String field, int value, int max) {
        if (value < 0 || value > max) {
            throw new WireException(field, "must be a whole number from 0 to " + max + ", not " + value);
        }
        return value;
    }

    static long notNegative(String field, long value) {
        if (value < 0) {
            throw new WireException(field, "must be a whole number from 0, not " + value);
        }
        return value;
    }

    /** Whether each surrogate in the text has its other half. */
    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Somebody else's text, fit to stand in an error message: short, and without what could break a line. */
    static String shown(String foreign) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < foreign.length() && i < SHOWN; i++) {
            char c = foreign.charAt(i);
            shown.append(c > ' ' && c < 0x7f ? c : '?');
        }
        return foreign.length() > SHOWN ? shown.append('…').toString() : shown.toString();
    }

    private static boolean isLowerOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || isDigit(c);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
