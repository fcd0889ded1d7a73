package dev.fermata.local.apiserver.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;

/** Nodes: a kubelet registers one with its status. */
final class Nodes implements Behaviour {
    @Override
    public boolean hasStatus() {
        return true;
    }

    @Override
    public void update(ObjectNode next, ObjectNode old) {
        Parts.keep("status", next, old);
    }

    @Override
    public void updateStatus(ObjectNode next, ObjectNode old) {
        Parts.keep("spec", next, old);
    }

    @Override
    public Set<String> selectableFields() {
        return Set.of("spec.unschedulable");
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.at(
                        "Ready",
                        "string",
                        ".status.conditions[?(@.type==\"Ready\")].status",
                        0,
                        "Whether Pods can run."),
                Column.at("Unschedulable", "boolean", ".spec.unschedulable", 0, "Whether it was cordoned."),
                Column.age());
    }
}
