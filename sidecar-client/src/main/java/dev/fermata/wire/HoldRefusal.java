package dev.fermata.wire;

/**
 * What the sidecar answers, with 409, to a game that takes its permission back too late. Nothing has changed. JSON:
 * {@code {"error": "…", "hold": "sealed"}}.
 *
 * @param error what happened, and what the game should do now
 * @param hold {@link Hold#SEALED} or {@link Hold#TERMINATING}
 */
public record HoldRefusal(String error, Hold hold) implements WireDocument {
    /**
     * Refuses what is not valid.
     *
     * @throws WireException if the error is blank or longer than {@value Limits#MAX_SENTENCE} characters, or the hold another one
     */
    public HoldRefusal {
        Text.sentence("error", error);
        if (hold != Hold.SEALED && hold != Hold.TERMINATING) {
            throw new WireException("hold", "must be sealed or terminating, not " + hold.wireName());
        }
    }

    /**
     * Reads it leniently.
     *
     * @param json an answer's body in UTF-8, at most {@value Limits#MAX_ANSWER_BYTES} bytes
     * @return the valid document; fields that are not known are ignored
     * @throws WireException if it is anything else, by the name of the field at fault
     */
    public static HoldRefusal ofResponse(byte[] json) {
        Fields fields = Fields.ofResponse(json);
        return new HoldRefusal(fields.text("error"), Hold.of("hold", fields.text("hold")));
    }

    @Override
    public String toJson() {
        return new JsonWriter()
                .text("error", error)
                .text("hold", hold.wireName())
                .end();
    }
}
