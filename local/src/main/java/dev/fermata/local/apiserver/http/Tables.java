package dev.fermata.local.apiserver.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.fermata.local.apiserver.json.Json;
import dev.fermata.local.apiserver.json.Meta;
import dev.fermata.local.apiserver.resource.Column;
import dev.fermata.local.apiserver.resource.ResourceType;
import dev.fermata.local.apiserver.store.Stored;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The tables that {@code kubectl get} prints, made from the printer columns of a type. */
final class Tables {
    private static final Column NAME = Column.at("Name", "string", ".metadata.name", 0, "");

    private Tables() {}

    /** Whether the client prefers a table. */
    static boolean wanted(Request request) {
        return request.header("accept").startsWith("application/json;as=Table");
    }

    static ObjectNode of(ResourceType type, long revision, List<Stored> items) {
        List<Column> columns = columns(type);
        ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.putObject("metadata").put("resourceVersion", Long.toString(revision));
        ArrayNode definitions = table.putArray("columnDefinitions");
        for (Column column : columns) {
            definitions
                    .addObject()
                    .put("name", column.name())
                    .put("type", column.type())
                    .put("format", column.name().equals(NAME.name()) ? "name" : "")
                    .put("description", column.description())
                    .put("priority", column.priority());
        }
        ArrayNode rows = table.putArray("rows");
        for (Stored item : items) {
            ObjectNode row = rows.addObject();
            ArrayNode cells = row.putArray("cells");
            columns.forEach(column -> cells.add(cell(column, item.json())));
            ObjectNode object = row.putObject("object");
            object.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
            object.set("metadata", new Meta(item.json()).read());
        }
        return table;
    }

    /** A table of one row, for watches. */
    static byte[] row(ResourceType type, Stored stored) {
        return Json.bytes(of(type, stored.revision(), List.of(stored)));
    }

    private static List<Column> columns(ResourceType type) {
        List<Column> own = type.behaviour().columns();
        List<Column> columns = new ArrayList<>(own);
        if (own.stream().noneMatch(column -> column.name().equals(NAME.name()))) {
            columns.addFirst(NAME);
        }
        if (own.isEmpty()) {
            columns.add(Column.age());
        }
        return columns;
    }

    private static JsonNode cell(Column column, ObjectNode object) {
        JsonNode value = column.value().apply(object);
        return column.type().equals("date") && value.isTextual() ? TextNode.valueOf(age(value.asText())) : value;
    }

    private static String age(String since) {
        try {
            return shown(Duration.between(Instant.parse(since), Instant.now()));
        } catch (DateTimeException malformed) {
            return "<invalid>";
        }
    }

    /** A duration in kubectl's way: the more there is of it, the fewer details. */
    private static String shown(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return seconds + "s";
        }
        if (seconds < 600) {
            return seconds / 60 + "m" + (seconds % 60 == 0 ? "" : seconds % 60 + "s");
        }
        if (seconds < 3 * 3600) {
            return seconds / 60 + "m";
        }
        return seconds < 48 * 3600 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }
}
