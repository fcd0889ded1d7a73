package dev.fermata.wire;

/**
 * The body of every answer that says no, on every listener. JSON: {@code {"error": "…"}}.
 *
 * @param error what was wrong and what would be right; longer than {@link Limits#MAX_SENTENCE} characters it is cut off
 */
public record ErrorDocument(String error) implements WireDocument {
    /**
     * Cuts off what is too long.
     *
     * @throws WireException if the error is blank
     */
    public ErrorDocument {
        if (error.length() > Limits.MAX_SENTENCE) {
            int end = Limits.MAX_SENTENCE - 1;
            error = error.substring(0, Character.isHighSurrogate(error.charAt(end - 1)) ? end - 1 : end) + "…";
        }
        Text.sentence("error", error);
    }

    /**
     * Reads it leniently.
     *
     * @param json an answer's body in UTF-8, at most {@value Limits#MAX_ANSWER_BYTES} bytes
     * @return the valid document; fields that are not known are ignored
     * @throws WireException if it is anything else, by the name of the field at fault
     */
    public static ErrorDocument ofResponse(byte[] json) {
        return new ErrorDocument(Fields.ofResponse(json).text("error"));
    }

    @Override
    public String toJson() {
        return new JsonWriter().text("error", error).end();
    }
}
