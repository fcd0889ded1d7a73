package dev.fermata.wire;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object, taken by name and type; what is not as it should be is a {@link WireException}. */
final class Fields {
    /** How much a reader forgives: requests are read strictly, answers leniently. */
    enum Reading {
        STRICT,
        LENIENT
    }

    private static final String FLAG = "true or false";
    private static final String TEXT = "a text";
    private static final String WHOLE_NUMBER = "a whole number";
    private static final String OBJECT = "an object";

    private final Map<String, Object> values;
    private final Reading reading;

    private Fields(Map<String, Object> values, Reading reading) {
        this.values = values;
        this.reading = reading;
    }

    /** The fields of a request, which may be no others than those {@code known}. */
    static Fields ofRequest(byte[] json, List<String> known) {
        return new Fields(JsonReader.object(json, Limits.MAX_BODY_BYTES), Reading.STRICT).known(known);
    }

    /** The fields of an answer. */
    static Fields ofResponse(byte[] json) {
        return new Fields(JsonReader.object(json, Limits.MAX_ANSWER_BYTES), Reading.LENIENT);
    }

    private Fields known(List<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new WireException(
                        Text.shown(name), "is not a field of this document; it has: " + String.join(", ", known));
            }
        }
        return this;
    }

    boolean flag(String name) {
        Object value = required(name, FLAG);
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, FLAG, value);
    }

    String text(String name) {
        return text(name, required(name, TEXT));
    }

    @Nullable
    String optionalText(String name) {
        Object value = optional(name);
        return value == null ? null : text(name, value);
    }

    int wholeInt(String name) {
        return wholeInt(name, required(name, WHOLE_NUMBER));
    }

    @Nullable
    Integer optionalWholeInt(String name) {
        Object value = optional(name);
        return value == null ? null : wholeInt(name, value);
    }

    long wholeLong(String name) {
        return wholeLong(name, required(name, WHOLE_NUMBER));
    }

    Instant instant(String name) {
        return Timestamp.parse(name, text(name, required(name, Timestamp.FORM)));
    }

    @Nullable
    Instant optionalInstant(String name) {
        String text = optionalText(name);
        return text == null ? null : Timestamp.parse(name, text);
    }

    Fields object(String name) {
        return object(name, required(name, OBJECT));
    }

    @Nullable
    Fields optionalObject(String name) {
        Object value = optional(name);
        return value == null ? null : object(name, value);
    }

    private @Nullable Object optional(String name) {
        Object value = values.get(name);
        if (value == JsonReader.Nothing.NULL) {
            if (reading == Reading.STRICT) {
                throw new WireException(name, "must not be null; leave it out if there is none");
            }
            return null;
        }
        return value;
    }

    private Object required(String name, String wanted) {
        Object value = values.get(name);
        if (value == null) {
            throw new WireException(name, "is missing; it must be " + wanted);
        }
        return value;
    }

    private static String text(String name, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw wrong(name, TEXT, value);
    }

    private static int wholeInt(String name, Object value) {
        long whole = wholeLong(name, value);
        if ((int) whole != whole) {
            throw new WireException(name, "must be " + WHOLE_NUMBER + " of 32 bits, not " + whole);
        }
        return (int) whole;
    }

    /** Some languages have one kind of number only and write 5 as 5.0: that is a whole number all the same. */
    private static long wholeLong(String name, Object value) {
        if (!(value instanceof JsonReader.Numeral number)) {
            throw wrong(name, WHOLE_NUMBER, value);
        }
        String text = number.text();
        int end = text.length();
        int point = text.indexOf('.');
        while (point >= 0 && end > point && (text.charAt(end - 1) == '0' || end - 1 == point)) {
            end--;
        }
        try {
            return Long.parseLong(text, 0, end, 10);
        } catch (NumberFormatException e) {
            throw new WireException(name, "must be " + WHOLE_NUMBER + ", not " + Text.shown(text));
        }
    }

    @SuppressWarnings("unchecked") // the reader makes maps of this kind only
    private Fields object(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Fields((Map<String, Object>) map, reading);
        }
        throw wrong(name, OBJECT, value);
    }

    private static WireException wrong(String name, String wanted, Object value) {
        String got = "an array";
        if (value instanceof String) {
            got = TEXT;
        } else if (value instanceof Boolean) {
            got = FLAG;
        } else if (value instanceof JsonReader.Numeral) {
            got = "a number";
        } else if (value instanceof Map) {
            got = OBJECT;
        } else if (value == JsonReader.Nothing.NULL) {
            got = "null";
        }
        return new WireException(name, "must be " + wanted + ", not " + got);
    }
}
