package dev.fermata.local.apiserver.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Meta;
import dev.fermata.local.apiserver.refusal.Cause;
import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.store.Stored;
import java.util.List;

/** The binding subresource of Pods: how a scheduler gives a Pod its node, once. */
final class Binding {
    private final Context context;

    Binding(Context context) {
        this.context = context;
    }

    Outcome bind(Target pod, JsonNode binding) {
        String node = binding.path("target").path("name").asText("");
        if (node.isEmpty()) {
            throw Refusal.invalid(
                    new Refusal.Subject("", "bindings", "Binding", pod.name()),
                    List.of(Cause.required("target.name", "")));
        }
        while (true) {
            Stored current = context.require(pod);
            check(pod, current, binding.path("metadata").path("uid").asText(""));
            Stored written =
                    context.store().put(pod.key(), current, bound(current.json().deepCopy(), binding));
            if (written != null) {
                return Outcome.of(201, written);
            }
        }
    }

    private static void check(Target pod, Stored current, String uid) {
        if (!uid.isEmpty() && !uid.equals(current.meta().uid())) {
            throw Refusal.conflict(
                    pod.subject(),
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: "
                            + current.meta().uid());
        }
        if (current.meta().isDeleting()) {
            throw Refusal.conflict(
                    pod.subject(), "pod " + pod.name() + " is being deleted, cannot be assigned to a host");
        }
        String bound = current.json().path("spec").path("nodeName").asText("");
        if (!bound.isEmpty()) {
            throw Refusal.conflict(
                    pod.subject(), "pod " + pod.name() + " is already assigned to node \"" + bound + "\"");
        }
    }

    private ObjectNode bound(ObjectNode pod, JsonNode binding) {
        pod.withObject("/spec")
                .put("nodeName", binding.path("target").path("name").asText());
        ObjectNode meta = new Meta(pod).node();
        if (binding.path("metadata").get("annotations") instanceof ObjectNode annotations) {
            meta.withObject("/annotations").setAll(annotations);
        }
        meta.put("generation", meta.path("generation").asLong() + 1);
        ArrayNode conditions = pod.withObject("/status").withArray("/conditions");
        conditions.removeIf(condition -> condition.path("type").asText().equals("PodScheduled"));
        conditions
                .addObject()
                .put("type", "PodScheduled")
                .put("status", "True")
                .put("lastTransitionTime", context.now().toString());
        return pod;
    }
}
