package dev.fermata.local.apiserver.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Meta;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Namespaces: each keeps a finalizer in its spec until everything in it is gone. */
final class Namespaces implements Behaviour {
    @Override
    public boolean hasStatus() {
        return true;
    }

    @Override
    public void create(ObjectNode next, Instant now) {
        next.putObject("spec").putArray("finalizers").add("kubernetes");
        next.putObject("status").put("phase", "Active");
        Meta meta = new Meta(next);
        ObjectNode labels = meta.read().path("labels") instanceof ObjectNode given
                ? given
                : meta.node().putObject("labels");
        labels.put("kubernetes.io/metadata.name", meta.name());
    }

    @Override
    public void update(ObjectNode next, ObjectNode old) {
        Parts.keep("status", next, old);
        Parts.keep("spec", next, old);
    }

    @Override
    public void updateStatus(ObjectNode next, ObjectNode old) {
        Parts.keep("spec", next, old);
    }

    @Override
    public void startDeletion(ObjectNode object) {
        object.withObject("/status").put("phase", "Terminating");
    }

    @Override
    public boolean isHeld(ObjectNode object) {
        return !object.path("spec").path("finalizers").isEmpty();
    }

    @Override
    public boolean showsDeleted() {
        return true;
    }

    @Override
    public Set<String> selectableFields() {
        return Set.of("status.phase");
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.at("Status", "string", ".status.phase", 0, "Whether it takes new objects."), Column.age());
    }
}
