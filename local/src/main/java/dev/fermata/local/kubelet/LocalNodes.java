package dev.fermata.local.kubelet;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.util.Map;

/** The Node objects that this machine appears as. Pure. */
final class LocalNodes {
    private static final Map<String, Quantity> CAPACITY = Map.of(
            "cpu",
            new Quantity(String.valueOf(Runtime.getRuntime().availableProcessors())),
            "pods",
            new Quantity("110"));

    private LocalNodes() {}

    static Node of(String name, Instant now) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("kubernetes.io/hostname", name)
                .addToLabels("kubernetes.io/os", System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT))
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .withStatus(status(name, now))
                .build();
    }

    static NodeStatus status(String name, Instant now) {
        return new NodeStatusBuilder()
                .addNewAddress(PodStatuses.LOOPBACK, "InternalIP")
                .addNewAddress(name, "Hostname")
                .withCapacity(CAPACITY)
                .withAllocatable(CAPACITY)
                .addToConditions(new NodeConditionBuilder()
                        .withType("Ready")
                        .withStatus("True")
                        .withReason("KubeletReady")
                        .withMessage("the process kubelet runs")
                        .withLastTransitionTime(PodStatuses.text(now))
                        .withLastHeartbeatTime(PodStatuses.text(now))
                        .build())
                .build();
    }
}
