package dev.fermata.wire;

/**
 * The sidecar is there. JSON: {@code {"status": "ok"}}.
 *
 * @param status {@code ok}
 */
public record Health(String status) implements WireDocument {
    /** All is well. */
    public static final Health OK = new Health("ok");

    public Health {
        Text.sentence("status", status);
    }

    /** Reads it leniently. */
    public static Health ofResponse(byte[] json) {
        return new Health(Fields.ofResponse(json).text("status"));
    }

    @Override
    public String toJson() {
        return new JsonWriter().text("status", status).end();
    }
}
