package dev.fermata.local.apiserver.instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.instant.ContainerStatuses.Readiness;
import java.time.Instant;

/** The statuses that a kubelet writes, as edits of Pods. */
final class PodEdits {
    private PodEdits() {}

    /** It was started; {@code address} is its own. */
    static ObjectNode started(ObjectNode pod, PodFate fate, String address, Instant now) {
        ObjectNode status = pod.withObject("/status");
        status.put("hostIP", InstantNodes.ADDRESS).put("podIP", address).put("startTime", now.toString());
        status.putArray("podIPs").addObject().put("ip", address);
        ContainerStatuses containers = new ContainerStatuses(pod, now);
        switch (fate) {
            case RUNS, LINGERS -> running(pod, containers, Readiness.READY, now);
            case NEVER_READY -> running(pod, containers, Readiness.NOT_READY, now);
            case SUCCEEDS -> ended(pod, 0, now);
            case FAILS -> ended(pod, 1, now);
            case HANGS -> containers.waiting("ContainerCreating", "");
            case IMAGE_MISSING -> containers.waiting("ImagePullBackOff", "Back-off pulling image");
            case UNSCHEDULABLE -> throw new IllegalStateException("a Pod without a node does not start");
        }
        return pod;
    }

    private static void running(ObjectNode pod, ContainerStatuses containers, Readiness readiness, Instant now) {
        pod.withObject("/status").put("phase", "Running");
        containers.running(readiness);
        condition(pod, "Initialized", "True", now);
        String ready = readiness == Readiness.READY ? "True" : "False";
        condition(pod, "ContainersReady", ready, now);
        condition(pod, "Ready", ready, now);
    }

    /** Its containers have exited. */
    static ObjectNode ended(ObjectNode pod, int exitCode, Instant now) {
        pod.withObject("/status").put("phase", exitCode == 0 ? "Succeeded" : "Failed");
        new ContainerStatuses(pod, now).terminated(exitCode);
        condition(pod, "ContainersReady", "False", now);
        condition(pod, "Ready", "False", now);
        return pod;
    }

    /** No node takes it. */
    static ObjectNode unscheduled(ObjectNode pod, String why, Instant now) {
        condition(pod, "PodScheduled", "False", now)
                .put("reason", "Unschedulable")
                .put("message", why);
        return pod;
    }

    private static ObjectNode condition(ObjectNode pod, String type, String value, Instant now) {
        ArrayNode conditions = pod.withObject("/status").withArray("/conditions");
        for (JsonNode present : conditions) {
            if (present.path("type").asText().equals(type) && present instanceof ObjectNode condition) {
                if (!condition.path("status").asText().equals(value)) {
                    condition.put("status", value).put("lastTransitionTime", now.toString());
                }
                return condition;
            }
        }
        return conditions.addObject().put("type", type).put("status", value).put("lastTransitionTime", now.toString());
    }
}
