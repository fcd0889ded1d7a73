package dev.fermata.wire;

/**
 * What the sidecar answers, with 409, to an operator that wants to seal a permission which the game has not given. JSON:
 * {@code {"error": "…", "state": {…}}}.
 *
 * @param error why not
 * @param state how things stand
 */
public record SealRefusal(String error, SidecarState state) implements WireDocument {
    /**
     * Refuses what is not valid.
     *
     * @throws WireException if the error is blank or longer than {@value Limits#MAX_SENTENCE} characters
     */
    public SealRefusal {
        Text.sentence("error", error);
    }

    /**
     * Reads it leniently.
     *
     * @param json an answer's body in UTF-8, at most {@value Limits#MAX_ANSWER_BYTES} bytes
     * @return the valid document; fields that are not known are ignored
     * @throws WireException if it is anything else, by the name of the field at fault
     */
    public static SealRefusal ofResponse(byte[] json) {
        Fields fields = Fields.ofResponse(json);
        String error = fields.text("error");
        Fields state = fields.object("state");
        try {
            return new SealRefusal(error, SidecarState.of(state));
        } catch (WireException e) {
            throw e.within("state");
        }
    }

    @Override
    public String toJson() {
        return new JsonWriter().text("error", error).document("state", state).end();
    }
}
