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
    /** {@return name of the Server} */
    public String name() {
        return identity.name();
    }

    /** {@return which start of the sidecar speaks: see {@link SidecarState#instance()}} */
    public String instance() {
        return state.instance();
    }

    /** {@return how new this is, from 0 within an instance: see {@link SidecarState#version()}} */
    public long version() {
        return state.version();
    }

    /** {@return the drain request; null if there is none} */
    public @Nullable DrainNotice drain() {
        return state.drain();
    }

    /**
     * Reads it leniently.
     *
     * @param json an answer's body in UTF-8, at most {@value Limits#MAX_ANSWER_BYTES} bytes
     * @return the valid document; fields that are not known are ignored
     * @throws WireException if it is anything else, by the name of the field at fault
     */
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
