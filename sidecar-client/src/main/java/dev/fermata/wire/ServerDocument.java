package dev.fermata.wire;

import org.jspecify.annotations.Nullable;

/**
 * All that a game may know about its own server: who it is and how things stand, in one JSON object whose fields are those of
 * {@link ServerIdentity} and {@link SidecarState} side by side. A game reads it at {@link Routes#SERVER} and follows it at
 * {@link Routes#EVENTS}.
 *
 * @param identity what never changes
 * @param state what does
 */
public record ServerDocument(ServerIdentity identity, SidecarState state) implements WireDocument {
    /** Name of the Server. */
    public String name() {
        return identity.name();
    }

    /** See {@link SidecarState#instance()}. */
    public String instance() {
        return state.instance();
    }

    /** See {@link SidecarState#version()}. */
    public long version() {
        return state.version();
    }

    /** The drain request, if there is one; else null. */
    public @Nullable DrainNotice drain() {
        return state.drain();
    }

    /** Reads it leniently. */
    public static ServerDocument ofResponse(byte[] json) {
        Fields fields = Fields.ofResponse(json);
        return new ServerDocument(ServerIdentity.of(fields), SidecarState.of(fields));
    }

    @Override
    public String toJson() {
        JsonWriter json = new JsonWriter();
        identity.write(json);
        return state.write(json).end();
    }
}
