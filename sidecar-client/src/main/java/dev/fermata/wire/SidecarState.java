package dev.fermata.wire;

import org.jspecify.annotations.Nullable;

/**
 * All that a sidecar knows and that may change. The operator reads it at {@link Routes#STATE} and in the answer to each of its
 * writes. JSON: {@code {"instance": "…", "version": 7, "allowed": true, "sealed": false, "terminating": false, "guard": "none",
 * "drain": {…}, "players": 12}}.
 *
 * @param instance names one start of the sidecar; a new one has forgotten permission, drain, seal and players
 * @param version grows with each change, from 0; starts anew with each instance
 * @param allowed the game's permission
 * @param sealed the operator made the permission irrevocable; only where {@code allowed}
 * @param terminating the Pod is being ended
 * @param guard what the operator last acknowledged for the present permission
 * @param drain the drain request, if there is one; else null
 * @param players how many the game last reported, 0 to {@link Limits#MAX_PLAYERS}; null if it never did
 */
public record SidecarState(
        String instance,
        long version,
        boolean allowed,
        boolean sealed,
        boolean terminating,
        Guard guard,
        @Nullable DrainNotice drain,
        @Nullable Integer players)
        implements WireDocument {

    /**
     * Refuses what is not valid.
     *
     * @throws WireException if the instance is not 1 to {@value Limits#MAX_IDENTIFIER} letters, digits, {@code -} or {@code _}, the
     *     version negative, the number of players outside, or it is sealed but not allowed
     */
    public SidecarState {
        Text.identifier("instance", instance);
        Text.notNegative("version", version);
        if (sealed && !allowed) {
            throw new WireException("sealed", "must be false where allowed is false");
        }
        if (players != null) {
            Text.between("players", players, Limits.MAX_PLAYERS);
        }
    }

    /**
     * Whether the game has been asked to come to an end: what {@link Routes#SHUTDOWN} answers.
     *
     * @return true if there is a drain request, or the Pod is being ended
     */
    public boolean isLeaving() {
        return drain != null || terminating;
    }

    /**
     * Reads it leniently.
     *
     * @param json an answer's body in UTF-8, at most {@value Limits#MAX_ANSWER_BYTES} bytes
     * @return the valid document; fields that are not known are ignored
     * @throws WireException if it is anything else, by the name of the field at fault
     */
    public static SidecarState ofResponse(byte[] json) {
        return of(Fields.ofResponse(json));
    }

    static SidecarState of(Fields fields) {
        return new SidecarState(
                fields.text("instance"),
                fields.wholeLong("version"),
                fields.flag("allowed"),
                fields.flag("sealed"),
                fields.flag("terminating"),
                Guard.ofResponse(fields.text("guard")),
                drain(fields.optionalObject("drain")),
                fields.optionalWholeInt("players"));
    }

    private static @Nullable DrainNotice drain(@Nullable Fields fields) {
        try {
            return fields == null ? null : DrainNotice.of(fields);
        } catch (WireException e) {
            throw e.within("drain");
        }
    }

    @Override
    public String toJson() {
        return write(new JsonWriter()).end();
    }

    JsonWriter write(JsonWriter json) {
        return json.text("instance", instance)
                .number("version", version)
                .flag("allowed", allowed)
                .flag("sealed", sealed)
                .flag("terminating", terminating)
                .text("guard", guard.wireName())
                .document("drain", drain)
                .number("players", players);
    }
}
