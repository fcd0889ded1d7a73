package dev.fermata.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON object (RFC 8259, nothing more: no comments, no trailing commas, no NaN) into a tree of {@link Map},
 * {@link List}, {@link String}, {@link Boolean}, {@link Numeral} and {@link Nothing}. A key that occurs twice is refused, as is
 * text that is no valid UTF-16, nesting deeper than {@value #MAX_DEPTH} and anything after the object.
 */
final class JsonReader {
    static final int MAX_DEPTH = 16;

    /** A number as it was written; what is allowed depends on the field. */
    record Numeral(String text) {}

    /** JSON's null. */
    enum Nothing {
        NULL
    }

    private static final int END = -1;

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    static Map<String, Object> object(byte[] json, int maxBytes) {
        if (json.length > maxBytes) {
            throw new WireException(
                    "", "the document has " + json.length + " bytes; at most " + maxBytes + " are allowed");
        }
        JsonReader reader = new JsonReader(decode(json));
        reader.skipSpace();
        if (reader.peek() == END) {
            throw new WireException("", "the document is empty; it must be a JSON object");
        }
        if (reader.peek() != '{') {
            throw new WireException("", "the document must be a JSON object: {…}");
        }
        Map<String, Object> object = reader.object(1);
        reader.skipSpace();
        if (reader.peek() != END) {
            throw reader.malformed("nothing may follow the object");
        }
        return object;
    }

    private static String decode(byte[] json) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            if (text.startsWith("\ufeff")) {
                throw new WireException("", "the document must not start with a byte order mark");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new WireException("", "the document is not valid UTF-8");
        }
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        at++;
        skipSpace();
        if (peek() == '}') {
            at++;
            return object;
        }
        while (true) {
            skipSpace();
            if (peek() != '"') {
                throw malformed("a field name in double quotes must stand here");
            }
            String name = string();
            skipSpace();
            expect(':');
            if (object.put(name, value(depth)) != null) {
                throw new WireException(Text.shown(name), "is there twice; give it once");
            }
            skipSpace();
            if (peek() == '}') {
                at++;
                return object;
            }
            expect(',');
        }
    }

    private List<Object> array(int depth) {
        List<Object> array = new ArrayList<>();
        at++;
        skipSpace();
        if (peek() == ']') {
            at++;
            return array;
        }
        while (true) {
            array.add(value(depth));
            skipSpace();
            if (peek() == ']') {
                at++;
                return array;
            }
            expect(',');
        }
    }

    private Object value(int depth) {
        skipSpace();
        int next = peek();
        if ((next == '{' || next == '[') && depth == MAX_DEPTH) {
            throw new WireException("", "the document is nested deeper than " + MAX_DEPTH + " levels");
        }
        return switch (next) {
            case '{' -> object(depth + 1);
            case '[' -> array(depth + 1);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", Nothing.NULL);
            default -> number();
        };
    }

    private Object word(String word, Object meaning) {
        if (!text.startsWith(word, at)) {
            throw malformed("a value must stand here");
        }
        at += word.length();
        return meaning;
    }

    private Numeral number() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (peek() == '.') {
            at++;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        return new Numeral(text.substring(start, at));
    }

    private void digits() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == start) {
            throw malformed("a value must stand here");
        }
    }

    private String string() {
        int start = ++at;
        while (isPlain(peek())) {
            at++;
        }
        if (peek() == '"') {
            return text.substring(start, at++);
        }
        StringBuilder unescaped = new StringBuilder().append(text, start, at);
        while (peek() != '"') {
            if (peek() == '\\') {
                at++;
                unescaped.append(escape());
            } else if (isPlain(peek())) {
                unescaped.append(text.charAt(at++));
            } else {
                throw malformed(
                        peek() == END ? "the text never ends" : "a control character must be escaped in a text");
            }
        }
        at++;
        String string = unescaped.toString();
        if (!Text.isWellFormed(string)) {
            throw malformed("half of a surrogate pair stands alone in the text before");
        }
        return string;
    }

    private static boolean isPlain(int next) {
        return next >= ' ' && next != '"' && next != '\\';
    }

    private char escape() {
        int escaped = peek();
        at++;
        return switch (escaped) {
            case '"', '\\', '/' -> (char) escaped;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> {
                at--;
                throw malformed("no such escape in a text");
            }
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) {
                throw malformed("four hexadecimal digits must follow \\u");
            }
            code = code * 16 + digit;
            at++;
        }
        return (char) code;
    }

    private void skipSpace() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
            at++;
        }
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw malformed("'" + wanted + "' must stand here");
        }
        at++;
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private WireException malformed(String problem) {
        return new WireException("", "not JSON at character " + (at + 1) + ": " + problem);
    }
}
