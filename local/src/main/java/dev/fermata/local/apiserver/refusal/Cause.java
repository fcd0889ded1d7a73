package dev.fermata.local.apiserver.refusal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.local.apiserver.json.Json;
import java.util.Collection;
import java.util.stream.Collectors;

/** One thing that is wrong with an object: where, and in the API server's words what. */
public record Cause(String reason, String message, String field) {
    public static Cause required(String field, String detail) {
        return new Cause(
                "FieldValueRequired", detail.isEmpty() ? "Required value" : "Required value: " + detail, field);
    }

    public static Cause invalid(String field, JsonNode value, String detail) {
        return new Cause("FieldValueInvalid", "Invalid value: " + shown(value) + ": " + detail, field);
    }

    public static Cause type(String field, String found, String wanted) {
        String value = '"' + found + '"';
        return new Cause(
                "FieldValueTypeInvalid",
                "Invalid value: " + value + ": " + field + " in body must be of type " + wanted + ": " + value,
                field);
    }

    public static Cause unsupported(String field, JsonNode value, Collection<JsonNode> supported) {
        String all = supported.stream().map(Json::text).collect(Collectors.joining(", "));
        return new Cause(
                "FieldValueNotSupported", "Unsupported value: " + shown(value) + ": supported values: " + all, field);
    }

    public static Cause duplicate(String field, JsonNode value) {
        return new Cause("FieldValueDuplicate", "Duplicate value: " + shown(value), field);
    }

    public static Cause forbidden(String field, String detail) {
        return new Cause("FieldValueForbidden", "Forbidden: " + detail, field);
    }

    public static Cause tooLong(String field, int bytes) {
        return new Cause("FieldValueTooLong", "Too long: may not be more than " + bytes + " bytes", field);
    }

    public static Cause tooMany(String field, int found, int most) {
        return new Cause("FieldValueTooMany", "Too many: " + found + ": must have at most " + most + " items", field);
    }

    /** A label's value that is longer than labels may be. */
    public static Cause tooLongLabel(String field, JsonNode value) {
        return invalid(field, value, "must be no more than 63 bytes");
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "null" : Json.text(value);
    }
}
