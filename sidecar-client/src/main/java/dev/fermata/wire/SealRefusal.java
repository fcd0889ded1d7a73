package dev.fermata.wire;

/**
 * What the sidecar answers, with 409, to an operator that wants to seal a permission which the game has not given. JSON:
 * {@code {"error": "…", "state": {…}}}.
 *
 * @param error why not
 * @param state how things stand
 */
public record SealRefusal(String error, SidecarState state) implements WireDocument {
    public SealRefusal {
        Text.sentence("error", error);
    }

    /** Reads it leniently. */
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
