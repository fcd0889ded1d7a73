package dev.fermata.local.apiserver.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;
import dev.fermata.local.apiserver.json.Meta;
import org.jspecify.annotations.Nullable;

/** One version of an object. Its tree is never changed; its bytes are written once, however many clients read them. */
public final class Stored {
    private final Key key;
    private final long revision;
    private final ObjectNode json;
    private volatile byte @Nullable [] bytes;

    Stored(Key key, long revision, ObjectNode json) {
        this.key = key;
        this.revision = revision;
        this.json = json;
    }

    public Key key() {
        return key;
    }

    public long revision() {
        return revision;
    }

    /** The tree; not to be changed. */
    public ObjectNode json() {
        return json;
    }

    public Meta meta() {
        return new Meta(json);
    }

    /** The same object said to be of another revision. */
    Stored at(long other) {
        ObjectNode copy = json.deepCopy();
        new Meta(copy).node().put("resourceVersion", Long.toString(other));
        return new Stored(key, other, copy);
    }

    /** The tree as JSON; not to be changed. */
    public byte[] bytes() {
        byte[] written = bytes;
        if (written == null) {
            written = Json.bytes(json);
            bytes = written;
        }
        return written;
    }
}
