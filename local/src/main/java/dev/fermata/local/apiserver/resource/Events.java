package dev.fermata.local.apiserver.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Events: kept until they are deleted; nothing expires here. */
final class Events implements Behaviour {
    @Override
    public Set<String> selectableFields() {
        return Set.of(
                "involvedObject.kind",
                "involvedObject.namespace",
                "involvedObject.name",
                "involvedObject.uid",
                "involvedObject.apiVersion",
                "involvedObject.resourceVersion",
                "involvedObject.fieldPath",
                "reason",
                "reportingComponent",
                "source",
                "type");
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("Last Seen", "date", Events::lastSeen, 0, ""),
                Column.at("Type", "string", ".type", 0, ""),
                Column.at("Reason", "string", ".reason", 0, ""),
                Column.of("Object", Events::object),
                Column.at("Message", "string", ".message", 0, ""),
                Column.at("Name", "string", ".metadata.name", 1, ""));
    }

    /** Events of the newer API have a series, or the one time at which it happened. */
    private static JsonNode lastSeen(JsonNode event) {
        return Stream.of("/series/lastObservedTime", "/lastTimestamp", "/eventTime")
                .map(event::at)
                .filter(JsonNode::isTextual)
                .findFirst()
                .orElse(NullNode.getInstance());
    }

    private static JsonNode object(JsonNode event) {
        JsonNode about = event.path("involvedObject");
        return TextNode.valueOf(about.path("kind").asText().toLowerCase(Locale.ROOT) + "/"
                + about.path("name").asText());
    }
}
