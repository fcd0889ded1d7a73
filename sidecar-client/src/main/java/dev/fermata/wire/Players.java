package dev.fermata.wire;

import java.util.List;

/**
 * How many players are on this server, as the game reports it to {@link Routes#PLAYERS}. JSON: {@code {"count": 12}}.
 *
 * @param count 0 to {@link Limits#MAX_PLAYERS}
 */
public record Players(int count) implements WireDocument {
    /**
     * Refuses what is not valid.
     *
     * @throws WireException if the count is outside
     */
    public Players {
        Text.between("count", count, Limits.MAX_PLAYERS);
    }

    /**
     * Reads it strictly.
     *
     * @param json a request's body in UTF-8, at most {@value Limits#MAX_BODY_BYTES} bytes
     * @return the valid document
     * @throws WireException if it is anything else, by the name of the field at fault
     */
    public static Players ofRequest(byte[] json) {
        return of(Fields.ofRequest(json, List.of("count")));
    }

    /**
     * Reads it leniently.
     *
     * @param json an answer's body in UTF-8, at most {@value Limits#MAX_ANSWER_BYTES} bytes
     * @return the valid document; fields that are not known are ignored
     * @throws WireException if it is anything else, by the name of the field at fault
     */
    public static Players ofResponse(byte[] json) {
        return of(Fields.ofResponse(json));
    }

    private static Players of(Fields fields) {
        return new Players(fields.wholeInt("count"));
    }

    @Override
    public String toJson() {
        return new JsonWriter().number("count", count).end();
    }
}
