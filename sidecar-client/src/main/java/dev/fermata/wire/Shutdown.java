package dev.fermata.wire;

/**
 * Has anyone asked this server to go? The oldest form of a drain request, for games that poll. JSON: {@code {"shutdown": true}}.
 *
 * @param shutdown true while the server drains, and from when its Pod is being ended
 */
public record Shutdown(boolean shutdown) implements WireDocument {
    /**
     * Reads it leniently.
     *
     * @param json an answer's body in UTF-8, at most {@value Limits#MAX_ANSWER_BYTES} bytes
     * @return the valid document; fields that are not known are ignored
     * @throws WireException if it is anything else, by the name of the field at fault
     */
    public static Shutdown ofResponse(byte[] json) {
        return new Shutdown(Fields.ofResponse(json).flag("shutdown"));
    }

    @Override
    public String toJson() {
        return new JsonWriter().flag("shutdown", shutdown).end();
    }
}
