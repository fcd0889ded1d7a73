package dev.fermata.local.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a laptop does to each Pod at its creation, as a mutating admission webhook of a cluster could: gives every port that a
 * container declares a free hostPort, whichever it asked for, because all Pods of a laptop share one address. The operator and
 * players find it where they find any hostPort: in the Pod's spec, and from there in the Server's status.
 */
public final class HostPorts implements Consumer<ObjectNode> {
    private final FreePorts free = new FreePorts();

    /** Assigns the ports of a Pod that is about to be created. */
    @Override
    public void accept(ObjectNode pod) {
        for (String list : List.of("initContainers", "containers")) {
            for (JsonNode container : pod.path("spec").path(list)) {
                for (JsonNode port : container.path("ports")) {
                    if (port instanceof ObjectNode declared) {
                        declared.put("hostPort", free.take());
                    }
                }
            }
        }
    }

    /** Another free port, for a listener of this JVM. */
    public int takeOne() {
        return free.take();
    }

    /** Where the operator finds a Pod's sidecar. */
    public static Optional<URI> sidecar(Pod pod) {
        return new PodPorts(pod)
                .local(Environment.OPERATOR_PORT)
                .map(port -> URI.create("http://" + PodStatuses.LOOPBACK + ":" + port));
    }
}
