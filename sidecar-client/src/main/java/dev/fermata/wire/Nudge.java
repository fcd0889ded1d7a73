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
    public Nudge {
        Text.name("namespace", namespace);
        Text.name("name", name);
        Text.identifier("uid", uid);
    }

    /** Reads it strictly. */
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
