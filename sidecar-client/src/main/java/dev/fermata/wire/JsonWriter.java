package dev.fermata.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object in one line; fields whose value is null are left out. */
final class JsonWriter {
    private final StringBuilder json = new StringBuilder(256).append('{');

    JsonWriter text(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            quoted(value);
        }
        return this;
    }

    JsonWriter number(String name, @Nullable Integer value) {
        return value == null ? this : number(name, value.longValue());
    }

    JsonWriter number(String name, long value) {
        name(name);
        json.append(value);
        return this;
    }

    JsonWriter flag(String name, boolean value) {
        name(name);
        json.append(value);
        return this;
    }

    JsonWriter instant(String name, @Nullable Instant value) {
        return value == null ? this : text(name, Timestamp.format(value));
    }

    JsonWriter document(String name, @Nullable WireDocument value) {
        if (value != null) {
            name(name);
            json.append(value.toJson());
        }
        return this;
    }

    String end() {
        return json.append('}').toString();
    }

    private void name(String name) {
        if (json.length() > 1) {
            json.append(',');
        }
        quoted(name);
        json.append(':');
    }

    private void quoted(String value) {
        json.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c >= ' ') {
                json.append(c);
            } else {
                control(c);
            }
        }
        json.append('"');
    }

    private void control(char c) {
        switch (c) {
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            default ->
                json.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
        }
    }
}
