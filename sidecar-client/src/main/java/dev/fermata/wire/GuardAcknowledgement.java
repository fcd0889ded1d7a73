package dev.fermata.wire;

import java.util.List;

/**
 * The operator has read, and written down, all that a sidecar had to say up to a version. JSON:
 * {@code {"instance": "…", "version": 7, "guard": "none"}}.
 *
 * <p>A sidecar that was restarted has forgotten its drain and its seal: the operator gives both back <em>before</em> it
 * acknowledges the new instance for the first time. So a game that sees no drain, and a guard other than
 * {@link Guard#UNKNOWN}, knows that there is none.
 *
 * @param instance which start of the sidecar is meant; another one answers 409
 * @param version up to which version, from 0
 * @param guard how the guard stands for the permission at that version; never {@link Guard#UNKNOWN}
 */
public record GuardAcknowledgement(String instance, long version, Guard guard) implements WireDocument {
    /**
     * Refuses what is not valid.
     *
     * @throws WireException if the instance is not 1 to {@value Limits#MAX_IDENTIFIER} letters, digits, {@code -} or {@code _}, the
     *     version negative, or the guard unknown
     */
    public GuardAcknowledgement {
        Text.identifier("instance", instance);
        Text.notNegative("version", version);
        Guard.ofRequest("guard", guard.wireName());
    }

    /**
     * Reads it strictly.
     *
     * @param json a request's body in UTF-8, at most {@value Limits#MAX_BODY_BYTES} bytes
     * @return the valid document
     * @throws WireException if it is anything else, by the name of the field at fault
     */
    public static GuardAcknowledgement ofRequest(byte[] json) {
        Fields fields = Fields.ofRequest(json, List.of("instance", "version", "guard"));
        return new GuardAcknowledgement(
                fields.text("instance"), fields.wholeLong("version"), Guard.ofRequest("guard", fields.text("guard")));
    }

    @Override
    public String toJson() {
        return new JsonWriter()
                .text("instance", instance)
                .number("version", version)
                .text("guard", guard.wireName())
                .end();
    }
}
