package dev.fermata.wire;

import java.util.List;

/**
 * A sidecar says to the operator that there is news, and nothing else: it carries no authority, and may be lost or forged. JSON:
 * {@code {"namespace": "games", "name": "arena-0", "uid": "…"}}.
 *
 * @param namespace the Server's
 * @param name the Server's
 * @param uid the Server's
 */
public record Nudge(String namespace, String name, String uid) implements WireDocument {
    /**
     * Refuses what is not valid.
     *
     * @throws WireException if namespace or name are no names of Kubernetes, or the uid is not 1 to {@value Limits#MAX_IDENTIFIER} letters,
     *     digits, {@code -} or {@code _}
     */
    public Nudge {
        Text.name("namespace", namespace);
        Text.name("name", name);
        Text.identifier("uid", uid);
    }

    /**
     * Reads it strictly.
     *
     * @param json a request's body in UTF-8, at most {@value Limits#MAX_BODY_BYTES} bytes
     * @return the valid document
     * @throws WireException if it is anything else, by the name of the field at fault
     */
    public static Nudge ofRequest(byte[] json) {
        Fields fields = Fields.ofRequest(json, List.of("namespace", "name", "uid"));
        return new Nudge(fields.text("namespace"), fields.text("name"), fields.text("uid"));
    }

    @Override
    public String toJson() {
        return new JsonWriter()
                .text("namespace", namespace)
                .text("name", name)
                .text("uid", uid)
                .end();
    }
}
