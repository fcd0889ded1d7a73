package dev.fermata.local.apiserver.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Meta;
import dev.fermata.local.apiserver.refusal.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CustomResourceDefinitions: established as soon as they are created. */
public final class Definitions implements Behaviour {
    /** Keeps a definition until its objects are gone. */
    public static final String CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

    Definitions() {}

    @Override
    public boolean hasStatus() {
        return true;
    }

    @Override
    public boolean showsDeleted() {
        return false;
    }

    @Override
    public void create(ObjectNode next, Instant now) {
        Meta meta = new Meta(next);
        meta.node().put("generation", 1);
        meta.finalizers(List.of(CLEANUP));
        ObjectNode status = next.putObject("status");
        ArrayNode conditions = status.putArray("conditions");
        condition(conditions, "NamesAccepted", "NoConflicts", now);
        condition(conditions, "Established", "InitialNamesAccepted", now);
        status.set("acceptedNames", next.path("spec").path("names").deepCopy());
        ArrayNode stored = status.putArray("storedVersions");
        next.path("spec").path("versions").forEach(version -> {
            if (version.path("storage").asBoolean()) {
                stored.add(version.path("name").asText());
            }
        });
    }

    private static void condition(ArrayNode conditions, String type, String reason, Instant now) {
        conditions
                .addObject()
                .put("type", type)
                .put("status", "True")
                .put("reason", reason)
                .put("message", "")
                .put("lastTransitionTime", now.toString());
    }

    @Override
    public void update(ObjectNode next, ObjectNode old) {
        Parts.keep("status", next, old);
        if (!next.path("spec").equals(old.path("spec"))) {
            ObjectNode meta = new Meta(next).node();
            meta.put("generation", meta.path("generation").asLong() + 1);
        }
    }

    @Override
    public void updateStatus(ObjectNode next, ObjectNode old) {
        Parts.keepAllBut("status", next, old);
    }

    @Override
    public List<Cause> check(ObjectNode next, @Nullable ObjectNode old) {
        List<Cause> causes = new ArrayList<>();
        String name = new Meta(next).name();
        String expected = next.path("spec").path("names").path("plural").asText() + "."
                + next.path("spec").path("group").asText();
        if (!name.equals(expected)) {
            causes.add(Cause.invalid(
                    "metadata.name", new Meta(next).read().path("name"), "must be spec.names.plural+\".\"+spec.group"));
        }
        return causes;
    }
}
