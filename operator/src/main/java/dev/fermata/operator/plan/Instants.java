package dev.fermata.operator.plan;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Instants as the API server writes them. */
public final class Instants {
    private Instants() {}

    /** The fallback for what is absent, or no instant: the schema refuses such, and one bad object must not stop others. */
    public static Instant parse(@Nullable String text, Instant fallback) {
        Instant parsed = parse(text);
        return parsed == null ? fallback : parsed;
    }

    /** In whole seconds, as Kubernetes' own times are: how a person is told of it, be it in a message or in a field. */
    public static String words(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    public static @Nullable Instant parse(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
