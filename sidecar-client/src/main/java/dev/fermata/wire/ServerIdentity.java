package dev.fermata.wire;

import org.jspecify.annotations.Nullable;

/**
 * Which Server this is: the part of a {@link ServerDocument} that never changes.
 *
 * @param name name of the Server, and of its Pod
 * @param namespace its Kubernetes namespace
 * @param uid the Server object's uid
 * @param fleet name of the Fleet it belongs to; null if to none
 * @param gameType name of the GameType that the Fleet belongs to; null if to none
 * @param capacity how many players fit, 0 to {@link Limits#MAX_PLAYERS}; null if nobody said
 */
public record ServerIdentity(
        String name,
        String namespace,
        String uid,
        @Nullable String fleet,
        @Nullable String gameType,
        @Nullable Integer capacity) {

    /**
     * Refuses what is not valid.
     *
     * @throws WireException if a name is none of Kubernetes, the uid is not 1 to {@value Limits#MAX_IDENTIFIER} letters, digits, {@code -}
     *     or {@code _}, or the capacity is outside
     */
    public ServerIdentity {
        Text.name("name", name);
        Text.name("namespace", namespace);
        Text.identifier("uid", uid);
        Text.optionalName("fleet", fleet);
        Text.optionalName("gameType", gameType);
        if (capacity != null) {
            Text.between("capacity", capacity, Limits.MAX_PLAYERS);
        }
    }

    static ServerIdentity of(Fields fields) {
        return new ServerIdentity(
                fields.text("name"),
                fields.text("namespace"),
                fields.text("uid"),
                fields.optionalText("fleet"),
                fields.optionalText("gameType"),
                fields.optionalWholeInt("capacity"));
    }

    JsonWriter write(JsonWriter json) {
        return json.text("name", name)
                .text("namespace", namespace)
                .text("uid", uid)
                .text("fleet", fleet)
                .text("gameType", gameType)
                .number("capacity", capacity);
    }
}
