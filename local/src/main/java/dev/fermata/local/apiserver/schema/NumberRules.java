package dev.fermata.local.apiserver.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.local.apiserver.refusal.Cause;
import dev.fermata.local.apiserver.schema.Schema.Bound;
import java.math.BigDecimal;
import java.util.List;

/** The limits of numbers. */
final class NumberRules {
    private NumberRules() {}

    static void check(Schema.Limits limits, JsonNode value, String path, List<Cause> causes) {
        BigDecimal number = value.decimalValue();
        Schema.Range range = limits.number();
        if (range.least() != null && !isAbove(number, range.least(), range.leastBound())) {
            causes.add(Cause.invalid(
                    path,
                    value,
                    path + " in body should be greater than " + orEqual(range.leastBound())
                            + range.least().toPlainString()));
        }
        if (range.most() != null && !isAbove(range.most(), number, range.mostBound())) {
            causes.add(Cause.invalid(
                    path,
                    value,
                    path + " in body should be less than " + orEqual(range.mostBound())
                            + range.most().toPlainString()));
        }
        BigDecimal factor = limits.multipleOf();
        if (factor != null && number.remainder(factor).signum() != 0) {
            causes.add(Cause.invalid(path, value, path + " in body should be a multiple of " + factor.toPlainString()));
        }
        if (isOutside(limits.format(), value)) {
            causes.add(Cause.invalid(
                    path,
                    value,
                    "Checked value must be of type integer with format " + limits.format() + " in " + path));
        }
    }

    private static boolean isAbove(BigDecimal number, BigDecimal bound, Bound kind) {
        int order = number.compareTo(bound);
        return kind == Bound.INCLUSIVE ? order >= 0 : order > 0;
    }

    private static String orEqual(Bound kind) {
        return kind == Bound.INCLUSIVE ? "or equal to " : "";
    }

    private static boolean isOutside(String format, JsonNode value) {
        return switch (format) {
            case "int32" -> value.isIntegralNumber() && !value.canConvertToInt();
            case "int64" -> value.isIntegralNumber() && !value.canConvertToLong();
            default -> false;
        };
    }
}
