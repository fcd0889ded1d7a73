package dev.fermata.local.apiserver.instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;
import java.time.Instant;

/** The statuses of a Pod's containers, all of one kind in the same state. */
final class ContainerStatuses {
    private final ObjectNode pod;
    private final Instant now;

    ContainerStatuses(ObjectNode pod, Instant now) {
        this.pod = pod;
        this.now = now;
    }

    /** They run; sidecars run beside them, and what had to run first is through. */
    void running(Readiness readiness) {
        ObjectNode running = Json.object();
        running.putObject("running").put("startedAt", now.toString());
        write("containers", "containerStatuses", running, readiness);
        writeInitContainers(running, Readiness.READY);
    }

    /** They have ended. */
    void terminated(int exitCode) {
        write("containers", "containerStatuses", ended(exitCode), Readiness.NOT_READY);
        writeInitContainers(ended(0), Readiness.NOT_READY);
    }

    /** They cannot start. */
    void waiting(String reason, String message) {
        ObjectNode waiting = Json.object();
        waiting.putObject("waiting").put("reason", reason).put("message", message);
        write("containers", "containerStatuses", waiting, Readiness.NOT_READY);
    }

    private ObjectNode ended(int exitCode) {
        ObjectNode ended = Json.object();
        ended.putObject("terminated")
                .put("exitCode", exitCode)
                .put("reason", exitCode == 0 ? "Completed" : "Error")
                .put("startedAt", now.toString())
                .put("finishedAt", now.toString());
        return ended;
    }

    private void writeInitContainers(ObjectNode sidecarState, Readiness readiness) {
        ArrayNode statuses = status().putArray("initContainerStatuses");
        for (JsonNode container : pod.path("spec").path("initContainers")) {
            boolean sidecar = container.path("restartPolicy").asText().equals("Always");
            statuses.add(status(container, sidecar ? sidecarState : ended(0), sidecar ? readiness : Readiness.READY));
        }
        if (statuses.isEmpty()) {
            status().remove("initContainerStatuses");
        }
    }

    private void write(String containers, String field, ObjectNode state, Readiness readiness) {
        ArrayNode statuses = status().putArray(field);
        for (JsonNode container : pod.path("spec").path(containers)) {
            statuses.add(status(container, state, readiness));
        }
    }

    private ObjectNode status() {
        return pod.withObject("/status");
    }

    private static ObjectNode status(JsonNode container, ObjectNode state, Readiness readiness) {
        String name = container.path("name").asText();
        ObjectNode status = Json.object()
                .put("name", name)
                .put("image", container.path("image").asText())
                .put("imageID", "")
                .put("containerID", state.has("waiting") ? "" : "instant://" + name)
                .put("ready", readiness == Readiness.READY)
                .put("started", state.has("running"))
                .put("restartCount", 0);
        status.set("state", state.deepCopy());
        status.putObject("lastState");
        return status;
    }

    /** Whether players could come. */
    enum Readiness {
        READY,
        NOT_READY
    }
}
