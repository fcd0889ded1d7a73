package dev.fermata.local.apiserver.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What {@code kubectl get pods} prints: native sidecars count as containers, as they do in Kubernetes. */
final class PodColumns {
    static final List<Column> ALL = List.of(
            Column.of("Ready", PodColumns::ready),
            Column.of("Status", PodColumns::status),
            Column.of("Restarts", PodColumns::restarts),
            Column.age(),
            Column.at("IP", "string", ".status.podIP", 1, ""),
            Column.at("Node", "string", ".spec.nodeName", 1, ""));

    private PodColumns() {}

    private static JsonNode ready(JsonNode pod) {
        Set<String> lasting = new HashSet<>();
        pod.at("/spec/containers")
                .forEach(container -> lasting.add(container.path("name").asText()));
        for (JsonNode container : pod.at("/spec/initContainers")) {
            if (container.path("restartPolicy").asText().equals("Always")) {
                lasting.add(container.path("name").asText());
            }
        }
        long ready = statuses(pod).stream()
                .filter(status -> status.path("ready").asBoolean()
                        && lasting.contains(status.path("name").asText()))
                .count();
        return TextNode.valueOf(ready + "/" + lasting.size());
    }

    private static JsonNode status(JsonNode pod) {
        if (pod.path("metadata").has("deletionTimestamp")) {
            return TextNode.valueOf("Terminating");
        }
        for (JsonNode status : statuses(pod)) {
            String reason = status.at("/state/waiting/reason").asText();
            if (!reason.isEmpty() && !reason.equals("PodInitializing")) {
                return TextNode.valueOf(reason);
            }
        }
        return pod.at("/status/phase");
    }

    private static JsonNode restarts(JsonNode pod) {
        return IntNode.valueOf(statuses(pod).stream()
                .mapToInt(status -> status.path("restartCount").asInt())
                .sum());
    }

    private static List<JsonNode> statuses(JsonNode pod) {
        List<JsonNode> all = new ArrayList<>();
        pod.at("/status/initContainerStatuses").forEach(all::add);
        pod.at("/status/containerStatuses").forEach(all::add);
        return all;
    }
}
