package dev.fermata.local.apiserver.resource;

import java.util.List;
import java.util.Set;

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
                new Column("Last Seen", "date", ".lastTimestamp", 0, ""),
                new Column("Type", "string", ".type", 0, ""),
                new Column("Reason", "string", ".reason", 0, ""),
                new Column("Kind", "string", ".involvedObject.kind", 0, ""),
                new Column("Object", "string", ".involvedObject.name", 0, ""),
                new Column("Message", "string", ".message", 0, ""));
    }
}
