package dev.fermata.local.apiserver.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;
import dev.fermata.local.apiserver.json.Meta;
import dev.fermata.local.apiserver.json.Paths;
import dev.fermata.local.apiserver.refusal.Cause;
import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.resource.ScalePaths;
import java.util.List;
import java.util.Objects;

/** The scale subresource: an object seen as an {@code autoscaling/v1} Scale, and changed through it. */
final class Scaling {
    private static final List<String> SHOWN =
            List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp");

    private final Context context;
    private final Updating updating;

    Scaling(Context context, Updating updating) {
        this.context = context;
        this.updating = updating;
    }

    Outcome get(Target target) {
        return Outcome.of(200, view(target, context.require(target).json()));
    }

    Outcome update(Target target, Edit edit, WriteOptions options) {
        Outcome written = updating.update(target, Part.OBJECT, object -> scaled(target, object, edit), options);
        return Outcome.of(200, view(target, written.json()));
    }

    private static ObjectNode view(Target target, ObjectNode object) {
        ScalePaths paths = paths(target);
        JsonNode replicas = Paths.get(object, paths.spec());
        if (!replicas.isNumber()) {
            throw Refusal.of(
                    500,
                    "InternalError",
                    "Internal error occurred: the spec replicas field \"" + paths.spec() + "\" does not exist");
        }
        ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
        ObjectNode meta = scale.putObject("metadata");
        for (String field : SHOWN) {
            JsonNode value = new Meta(object).read().get(field);
            if (value != null) {
                meta.set(field, value);
            }
        }
        scale.putObject("spec").set("replicas", replicas);
        ObjectNode status = scale.putObject("status");
        status.put("replicas", Paths.get(object, paths.status()).asInt());
        String selector = paths.selector().isEmpty()
                ? ""
                : Paths.get(object, paths.selector()).asText("");
        if (!selector.isEmpty()) {
            status.put("selector", selector);
        }
        return scale;
    }

    private static ObjectNode scaled(Target target, ObjectNode object, Edit edit) {
        ObjectNode scale = edit.apply(view(target, object));
        JsonNode replicas = scale.path("spec").path("replicas");
        if (replicas.isMissingNode()) {
            replicas = IntNode.valueOf(0);
        }
        if (!replicas.isIntegralNumber()) {
            throw Refusal.invalid(
                    new Refusal.Subject("autoscaling", "scales", "Scale", target.name()),
                    List.of(Cause.invalid("spec.replicas", replicas, "a whole number is wanted")));
        }
        String revision = new Meta(scale).revision();
        if (!revision.isEmpty()) {
            new Meta(object).node().put("resourceVersion", revision);
        }
        Paths.set(object, paths(target).spec(), replicas);
        return object;
    }

    private static ScalePaths paths(Target target) {
        return Objects.requireNonNull(target.type().behaviour().scale(), "only asked of types that have a scale");
    }
}
