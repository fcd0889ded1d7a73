package dev.fermata.local.apiserver.rest;

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

    Outcome bind(Target pod, String node) {
        if (node.isEmpty()) {
            throw Refusal.invalid(
                    new Refusal.Subject("", "bindings", "Binding", pod.name()),
                    List.of(Cause.required("target.name", "")));
        }
        while (true) {
            Stored current = context.require(pod);
            if (current.meta().isDeleting()) {
                throw Refusal.conflict(
                        pod.subject(), "pod " + pod.name() + " is being deleted, cannot be assigned to a host");
            }
            String bound = current.json().path("spec").path("nodeName").asText("");
            if (!bound.isEmpty()) {
                throw Refusal.conflict(
                        pod.subject(), "pod " + pod.name() + " is already assigned to node \"" + bound + "\"");
            }
            Stored written =
                    context.store().put(pod.key(), current, bound(current.json().deepCopy(), node));
            if (written != null) {
                return Outcome.of(201, written);
            }
        }
    }

    private ObjectNode bound(ObjectNode pod, String node) {
        pod.withObject("/spec").put("nodeName", node);
        ObjectNode meta = new Meta(pod).node();
        meta.put("generation", meta.path("generation").asLong() + 1);
        pod.withObject("/status")
                .withArray("/conditions")
                .addObject()
                .put("type", "PodScheduled")
                .put("status", "True")
                .put("lastTransitionTime", context.now().toString());
        return pod;
    }
}
