package dev.fermata.local.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.local.apiserver.json.Json;
import dev.fermata.local.apiserver.refusal.Cause;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;

/** The limits of texts. Of the formats, date-time (also without its dash, as the API server has it), date and byte are looked at. */
final class TextRules {
    private TextRules() {}

    static void check(Schema.Limits limits, JsonNode value, String path, List<Cause> causes) {
        String text = value.textValue();
        int length = text.codePointCount(0, text.length());
        if (limits.length().most() != null && length > limits.length().most()) {
            causes.add(Cause.tooLong(path, limits.length().most()));
        }
        if (limits.length().least() != null && length < limits.length().least()) {
            causes.add(Cause.invalid(
                    path,
                    value,
                    path + " in body should be at least " + limits.length().least() + " chars long"));
        }
        if (limits.pattern() != null && !limits.pattern().matcher(text).find()) {
            causes.add(Cause.invalid(
                    path,
                    value,
                    path + " in body should match '" + limits.pattern().pattern() + "'"));
        }
        if (!isOfFormat(limits.format(), text)) {
            String wanted = path + " in body must be of type " + limits.format() + ": " + Json.text(value);
            causes.add(new Cause("FieldValueTypeInvalid", "Invalid value: " + Json.text(value) + ": " + wanted, path));
        }
    }

    private static boolean isOfFormat(String format, String text) {
        try {
            switch (format.replace("-", "")) {
                case "datetime" -> OffsetDateTime.parse(text);
                case "date" -> LocalDate.parse(text);
                case "byte" -> Base64.getDecoder().decode(text);
                default -> {
                    return true;
                }
            }
            return true;
        } catch (DateTimeException | IllegalArgumentException malformed) {
            return false;
        }
    }
}
