package dev.fermata.local.apiserver.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.rest.WriteOptions.Commit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a client wants a deletion to be done.
 *
 * @param gracePeriod seconds; null leaves it to the object
 * @param uid the object must have it; empty if any will do
 * @param revision the object must have it; empty if any will do
 */
public record DeleteOptions(
        @Nullable Long gracePeriod, String uid, String revision, Propagation propagation, Commit commit) {
    /** The finalizer of an object whose dependents are to be orphaned first. */
    public static final String ORPHAN = "orphan";

    /** The finalizer of an object whose dependents are to go first. */
    public static final String FOREGROUND = "foregroundDeletion";

    /** What is said of the objects that the deleted one owns. */
    public enum Propagation {
        UNSAID,
        ORPHAN,
        BACKGROUND,
        FOREGROUND
    }

    /** Nothing said. */
    public static final DeleteOptions PLAIN = new DeleteOptions(null, "", "", Propagation.UNSAID, Commit.STORE);

    /** If the object is still this one. */
    public static DeleteOptions of(String uid, Propagation propagation) {
        return new DeleteOptions(null, uid, "", propagation, Commit.STORE);
    }

    /** At once, if the object is still this one. */
    public static DeleteOptions now(String uid) {
        return new DeleteOptions(0L, uid, "", Propagation.UNSAID, Commit.STORE);
    }

    /** Reads the options from the request's body, or from its query where there is no body. */
    public static DeleteOptions read(JsonNode body, UnaryOperator<String> query) {
        JsonNode seconds = body.path("gracePeriodSeconds");
        String inQuery = query.apply("gracePeriodSeconds");
        Long grace = seconds.isIntegralNumber() ? Long.valueOf(seconds.asLong()) : null;
        if (grace == null && !inQuery.isEmpty()) {
            grace = number(inQuery);
        }
        JsonNode preconditions = body.path("preconditions");
        boolean dry = body.path("dryRun").size() > 0 || !query.apply("dryRun").isEmpty();
        return new DeleteOptions(
                grace,
                preconditions.path("uid").asText(""),
                preconditions.path("resourceVersion").asText(""),
                propagation(body, query),
                dry ? Commit.DRY_RUN : Commit.STORE);
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException malformed) {
            throw Refusal.badRequest("gracePeriodSeconds: a whole number of seconds is wanted, not " + text);
        }
    }

    private static Propagation propagation(JsonNode body, UnaryOperator<String> query) {
        String orphan = body.path("orphanDependents").asText(query.apply("orphanDependents"));
        String policy = body.path("propagationPolicy").asText(query.apply("propagationPolicy"));
        return switch (policy) {
            case "Orphan" -> Propagation.ORPHAN;
            case "Background" -> Propagation.BACKGROUND;
            case "Foreground" -> Propagation.FOREGROUND;
            case "" ->
                switch (orphan) {
                    case "true" -> Propagation.ORPHAN;
                    case "false" -> Propagation.BACKGROUND;
                    default -> Propagation.UNSAID;
                };
            default ->
                throw Refusal.badRequest("propagationPolicy: Unsupported value: \"" + policy
                        + "\": supported values: \"Background\", \"Foreground\", \"Orphan\"");
        };
    }
}
