package dev.fermata.local.apiserver.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.local.apiserver.json.Json;
import dev.fermata.local.apiserver.refusal.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What goes back over the wire. */
sealed interface Answer {
    /** The HTTP status. */
    int code();

    /** A whole document. */
    @SuppressWarnings("ArrayRecordComponent") // answers are never compared
    record Document(int code, String mediaType, byte[] body, List<String> warnings) implements Answer {}

    /** Documents that come one by one for as long as the client listens. */
    record Stream(WatchStream watch) implements Answer {
        @Override
        public int code() {
            return 200;
        }
    }

    static Document json(int code, byte[] body) {
        return new Document(code, "application/json", body, List.of());
    }

    static Document json(int code, JsonNode body) {
        return json(code, Json.bytes(body));
    }

    static Document text(int code, String text) {
        return new Document(code, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), List.of());
    }

    static Document of(Refusal refusal) {
        return json(refusal.code(), refusal.status());
    }

    /** Nothing is served at this path. */
    static Document noSuchPath() {
        return text(404, "404 page not found\n");
    }
}
