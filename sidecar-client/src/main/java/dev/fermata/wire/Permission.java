package dev.fermata.wire;

import java.util.List;

/**
 * The game's permission: may this server be deleted? What a game posts to {@link Routes#ALLOW_DELETE}, and what a {@code GET} there
 * answers. JSON: {@code {"allowed": true}}.
 *
 * @param allowed true: no match is running here, and none will start before the game has successfully taken this back
 */
public record Permission(boolean allowed) implements WireDocument {
    /** Deletion is allowed. */
    public static final Permission ALLOWED = new Permission(true);

    /** Deletion is not allowed. */
    public static final Permission HELD = new Permission(false);

    /**
     * Reads it strictly.
     *
     * @param json a request's body in UTF-8, at most {@value Limits#MAX_BODY_BYTES} bytes
     * @return the valid document
     * @throws WireException if it is anything else, by the name of the field at fault
     */
    public static Permission ofRequest(byte[] json) {
        return of(Fields.ofRequest(json, List.of("allowed")));
    }

    /**
     * Reads it leniently.
     *
     * @param json an answer's body in UTF-8, at most {@value Limits#MAX_ANSWER_BYTES} bytes
     * @return the valid document; fields that are not known are ignored
     * @throws WireException if it is anything else, by the name of the field at fault
     */
    public static Permission ofResponse(byte[] json) {
        return of(Fields.ofResponse(json));
    }

    private static Permission of(Fields fields) {
        return fields.flag("allowed") ? ALLOWED : HELD;
    }

    @Override
    public String toJson() {
        return new JsonWriter().flag("allowed", allowed).end();
    }
}
