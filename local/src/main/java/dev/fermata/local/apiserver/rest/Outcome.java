package dev.fermata.local.apiserver.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;
import dev.fermata.local.apiserver.store.Stored;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client is told after its request was fulfilled.
 *
 * @param stored the version whose bytes can be sent; null if the document is not a stored one
 */
public record Outcome(int code, ObjectNode json, @Nullable Stored stored, List<String> warnings) {
    static Outcome of(int code, Stored stored) {
        return new Outcome(code, stored.json(), stored, List.of());
    }

    static Outcome of(int code, ObjectNode json) {
        return new Outcome(code, json, null, List.of());
    }

    Outcome warning(List<String> paths) {
        return new Outcome(
                code,
                json,
                stored,
                paths.stream().map(path -> "unknown field \"" + path + "\"").toList());
    }

    public byte[] bytes() {
        return stored != null ? stored.bytes() : Json.bytes(json);
    }
}
