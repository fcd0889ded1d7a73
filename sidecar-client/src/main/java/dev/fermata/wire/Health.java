package dev.fermata.wire;

/**
 * The sidecar is there. JSON: {@code {"status": "ok"}}.
 *
 * @param status {@code ok}
 */
public record Health(String status) implements WireDocument {
    /** All is well. */
    public static final Health OK = new Health("ok");

    /**
     * Refuses what is not valid.
     *
     * @throws WireException if the status is blank or longer than {@value Limits#MAX_SENTENCE} characters
     */
    public Health {
        Text.sentence("status", status);
    }

    /**
     * Reads it leniently.
     *
     * @param json an answer's body in UTF-8, at most {@value Limits#MAX_ANSWER_BYTES} bytes
     * @return the valid document; fields that are not known are ignored
     * @throws WireException if it is anything else, by the name of the field at fault
     */
    public static Health ofResponse(byte[] json) {
        return new Health(Fields.ofResponse(json).text("status"));
    }

    @Override
    public String toJson() {
        return new JsonWriter().text("status", status).end();
    }
}
