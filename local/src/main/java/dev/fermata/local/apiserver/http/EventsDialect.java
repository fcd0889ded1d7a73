package dev.fermata.local.apiserver.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;
import java.util.HashMap;
import java.util.Map;

/** The same Events as {@code events.k8s.io/v1} and as {@code v1}: both APIs show one set of objects under different field names. */
final class EventsDialect {
    static final String GROUP = "events.k8s.io";

    private static final String VERSION = GROUP + "/v1";
    private static final Map<String, String> TO_CORE = Map.of(
            "regarding", "involvedObject",
            "note", "message",
            "reportingController", "reportingComponent",
            "deprecatedSource", "source",
            "deprecatedFirstTimestamp", "firstTimestamp",
            "deprecatedLastTimestamp", "lastTimestamp",
            "deprecatedCount", "count");
    private static final Map<String, String> FROM_CORE = inverse(TO_CORE);

    private EventsDialect() {}

    private static Map<String, String> inverse(Map<String, String> names) {
        Map<String, String> inverse = new HashMap<>();
        names.forEach((name, core) -> inverse.put(core, name));
        return Map.copyOf(inverse);
    }

    /** The request to the core API that means the same. */
    static Request toCore(Request request) {
        if (request.body().length == 0 || request.method().equals("DELETE")) {
            return request;
        }
        JsonNode body = Writes.body(request);
        if (body instanceof ObjectNode object) {
            rename(object, TO_CORE);
            if (object.has("apiVersion")) {
                object.put("apiVersion", "v1");
            }
        } else {
            body.forEach(EventsDialect::renamePath);
        }
        return new Request(request.method(), request.path(), request.query(), request.headers(), Json.bytes(body));
    }

    /** The fields that an operation of a JSON patch points to. */
    private static void renamePath(JsonNode operation) {
        for (String pointer : new String[] {"path", "from"}) {
            String[] steps = operation.path(pointer).asText("").split("/", 3);
            if (steps.length > 1 && operation instanceof ObjectNode object) {
                steps[1] = TO_CORE.getOrDefault(steps[1], steps[1]);
                object.put(pointer, String.join("/", steps));
            }
        }
    }

    /** The answer of the core API, as this one gives it. */
    static Answer fromCore(Answer answer) {
        return switch (answer) {
            case Answer.Document document
            when document.mediaType().equals("application/json") ->
                new Answer.Document(
                        document.code(), document.mediaType(), fromCore(document.body()), document.warnings());
            case Answer.Document document -> document;
            case Answer.Stream stream -> new Answer.Stream(stream.watch().showing(EventsDialect::fromCore));
        };
    }

    private static byte[] fromCore(byte[] json) {
        try {
            JsonNode tree = Json.parse(json);
            if (tree instanceof ObjectNode object) {
                switch (object.path("kind").asText("")) {
                    case "Event" -> renameEvent(object);
                    case "EventList" -> {
                        object.put("apiVersion", VERSION);
                        object.path("items").forEach(item -> renameEvent((ObjectNode) item));
                    }
                    default -> {
                        return json;
                    }
                }
            }
            return Json.bytes(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("what was written as JSON can be read", impossible);
        }
    }

    private static void renameEvent(ObjectNode event) {
        rename(event, FROM_CORE);
        event.put("apiVersion", VERSION);
    }

    private static void rename(ObjectNode object, Map<String, String> names) {
        names.forEach((from, to) -> {
            JsonNode value = object.remove(from);
            if (value != null) {
                object.set(to, value);
            }
        });
    }
}
