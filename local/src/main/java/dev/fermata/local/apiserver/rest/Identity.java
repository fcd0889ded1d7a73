package dev.fermata.local.apiserver.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Meta;
import dev.fermata.local.apiserver.refusal.Cause;
import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.resource.ResourceType;
import java.util.List;

/** Whether a document is about what its URL says. */
final class Identity {
    private Identity() {}

    static void checkType(ResourceType type, ObjectNode object) {
        String version = object.path("apiVersion").asText("");
        if (!version.equals(type.apiVersion())) {
            throw Refusal.badRequest("the API version in the data (" + version
                    + ") does not match the expected API version (" + type.apiVersion() + ")");
        }
        String kind = object.path("kind").asText("");
        if (!kind.equals(type.names().kind())) {
            throw Refusal.invalid(
                    new Refusal.Subject(type.group(), type.names().plural(), kind, new Meta(object).name()),
                    List.of(Cause.invalid(
                            "kind",
                            object.path("kind"),
                            "must be " + type.names().kind())));
        }
        if (object.has("metadata") && !object.get("metadata").isObject()) {
            throw Refusal.badRequest(kind + " in version \"" + type.version() + "\" cannot be handled as a " + kind
                    + ": metadata must be an object");
        }
    }

    /** Gives the document the namespace of its URL, or refuses it because it names another. */
    static void settleNamespace(ResourceType type, String namespace, ObjectNode object) {
        Meta meta = new Meta(object);
        if (!type.namespaced()) {
            meta.node().remove("namespace");
            return;
        }
        if (!meta.namespace().isEmpty() && !meta.namespace().equals(namespace)) {
            throw Refusal.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
        meta.node().put("namespace", namespace);
    }

    static void checkName(Target target, ObjectNode object) {
        String name = new Meta(object).name();
        if (name.isEmpty()) {
            throw Refusal.badRequest("name must be provided");
        }
        if (!name.equals(target.name())) {
            throw Refusal.badRequest(
                    "the name of the object (" + name + ") does not match the name on the URL (" + target.name() + ")");
        }
    }
}
