package dev.fermata.wire;

/**
 * Has anyone asked this server to go? The oldest form of a drain request, for games that poll. JSON: {@code {"shutdown": true}}.
 *
 * @param shutdown true while the server drains, and from when its Pod is being ended
 */
public record Shutdown(boolean shutdown) implements WireDocument {
    /** Reads it leniently. */
    public static Shutdown ofResponse(byte[] json) {
        return new Shutdown(Fields.ofResponse(json).flag("shutdown"));
    }

    @Override
    public String toJson() {
        return new JsonWriter().flag("shutdown", shutdown).end();
    }
}
