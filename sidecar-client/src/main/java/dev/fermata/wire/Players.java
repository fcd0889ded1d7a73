package dev.fermata.wire;

import java.util.List;

/**
 * How many players are on this server, as the game reports it to {@link Routes#PLAYERS}. JSON: {@code {"count": 12}}.
 *
 * @param count 0 to {@link Limits#MAX_PLAYERS}
 */
public record Players(int count) implements WireDocument {
    public Players {
        Text.between("count", count, Limits.MAX_PLAYERS);
    }

    /** Reads it strictly. */
    public static Players ofRequest(byte[] json) {
        return of(Fields.ofRequest(json, List.of("count")));
    }

    /** Reads it leniently. */
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
