package dev.fermata.wire;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants this server gone, and asks the game to come to an end. It is a request: the match goes on until the game allows
 * deletion. JSON: {@code {"reason": "ScaleDown", "message": "…", "requestedAt": "2026-01-31T12:00:00Z", "deadline": "…"}}.
 *
 * @param reason why, as one CamelCase word: one of the constants here, or, in time, another
 * @param message why, as a sentence for people, up to {@link Limits#MAX_SENTENCE} characters; null if there is none
 * @param requestedAt since when
 * @param deadline when patience ends: what happens then is up to whoever runs the fleet; null if it never does
 */
public record DrainNotice(
        String reason,
        @Nullable String message,
        Instant requestedAt,
        @Nullable Instant deadline) implements WireDocument {

    /** The Fleet got a smaller number of replicas. */
    public static final String SCALE_DOWN = "ScaleDown";

    /** The Server object was deleted; this request is never withdrawn. */
    public static final String DELETED = "Deleted";

    /** A newer version of the game takes over. */
    public static final String ROLLOUT = "Rollout";

    /** The machine is about to go. */
    public static final String NODE_LEAVING = "NodeLeaving";

    /** A person asked. */
    public static final String REQUESTED = "Requested";

    private static final List<String> FIELDS = List.of("reason", "message", "requestedAt", "deadline");

    /**
     * Refuses what is not valid.
     *
     * @throws WireException if the reason is not 1 to {@value Limits#MAX_REASON} letters and digits in CamelCase, the message blank or
     *     too long, or a time outside the years 0 to 9999
     */
    public DrainNotice {
        Text.reason("reason", reason);
        Text.optionalSentence("message", message);
        Timestamp.inRange("requestedAt", requestedAt);
        if (deadline != null) {
            Timestamp.inRange("deadline", deadline);
        }
    }

    /**
     * Reads it strictly.
     *
     * @param json a request's body in UTF-8, at most {@value Limits#MAX_BODY_BYTES} bytes
     * @return the valid document
     * @throws WireException if it is anything else, by the name of the field at fault
     */
    public static DrainNotice ofRequest(byte[] json) {
        return of(Fields.ofRequest(json, FIELDS));
    }

    static DrainNotice of(Fields fields) {
        return new DrainNotice(
                fields.text("reason"),
                fields.optionalText("message"),
                fields.instant("requestedAt"),
                fields.optionalInstant("deadline"));
    }

    @Override
    public String toJson() {
        return new JsonWriter()
                .text("reason", reason)
                .text("message", message)
                .instant("requestedAt", requestedAt)
                .instant("deadline", deadline)
                .end();
    }
}
