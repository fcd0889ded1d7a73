package dev.fermata.operator.simulation;

import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.FleetSpec;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Optional;

/** Copies that are deep enough for what the world changes: metadata, and the top of spec and status. */
final class Copies {
    private static final long GRACE = 30;

    private Copies() {}

    static HasMetadata of(HasMetadata object) {
        return switch (object) {
            case Server server -> of(server);
            case Fleet fleet -> of(fleet);
            case Pod pod -> of(pod);
            case Node node -> of(node);
            default -> throw new IllegalStateException("Not of this world: " + object.getKind());
        };
    }

    static Server of(Server server) {
        Server copy = new Server();
        copy.setMetadata(of(server.getMetadata()));
        ServerSpec spec = new ServerSpec();
        spec.setTemplate(server.getSpec().getTemplate());
        spec.setGameContainer(server.getSpec().getGameContainer());
        spec.setCapacity(server.getSpec().getCapacity());
        spec.setDeletion(server.getSpec().getDeletion());
        spec.setSidecar(server.getSpec().getSidecar());
        spec.setDrains(
                server.getSpec().getDrains() == null
                        ? new ArrayList<>()
                        : new ArrayList<>(server.getSpec().getDrains()));
        copy.setSpec(spec);
        copy.setStatus(server.getStatus());
        return copy;
    }

    static Fleet of(Fleet fleet) {
        Fleet copy = new Fleet();
        copy.setMetadata(of(fleet.getMetadata()));
        FleetSpec spec = new FleetSpec();
        spec.setReplicas(fleet.getSpec().getReplicas());
        spec.setScaleDown(fleet.getSpec().getScaleDown());
        spec.setTemplate(fleet.getSpec().getTemplate());
        copy.setSpec(spec);
        copy.setStatus(fleet.getStatus());
        return copy;
    }

    static Pod of(Pod pod) {
        Pod copy = new Pod();
        copy.setMetadata(of(pod.getMetadata()));
        PodSpec spec = new PodSpec();
        spec.setContainers(pod.getSpec().getContainers());
        spec.setInitContainers(pod.getSpec().getInitContainers());
        spec.setNodeName(pod.getSpec().getNodeName());
        copy.setSpec(spec);
        copy.setStatus(pod.getStatus());
        return copy;
    }

    static Node of(Node node) {
        Node copy = new Node();
        copy.setMetadata(of(node.getMetadata()));
        copy.setSpec(node.getSpec());
        copy.setStatus(node.getStatus());
        return copy;
    }

    /** As the API server has it: nothing where no kubelet has anything to end. */
    static long grace(HasMetadata object) {
        if (!(object instanceof Pod pod)) {
            return 0;
        }
        String phase = pod.getStatus() == null
                ? ""
                : Optional.ofNullable(pod.getStatus().getPhase()).orElse("");
        boolean over = phase.equals("Succeeded") || phase.equals("Failed");
        return over || pod.getSpec().getNodeName() == null ? 0 : GRACE;
    }

    private static ObjectMeta of(ObjectMeta metadata) {
        ObjectMeta copy = new ObjectMeta();
        copy.setName(metadata.getName());
        copy.setNamespace(metadata.getNamespace());
        copy.setUid(metadata.getUid());
        copy.setResourceVersion(metadata.getResourceVersion());
        copy.setGeneration(metadata.getGeneration());
        copy.setCreationTimestamp(metadata.getCreationTimestamp());
        copy.setDeletionTimestamp(metadata.getDeletionTimestamp());
        copy.setDeletionGracePeriodSeconds(metadata.getDeletionGracePeriodSeconds());
        copy.setLabels(metadata.getLabels() == null ? new HashMap<>() : new HashMap<>(metadata.getLabels()));
        copy.setAnnotations(metadata.getAnnotations());
        copy.setFinalizers(new ArrayList<>(metadata.getFinalizers()));
        copy.setOwnerReferences(new ArrayList<>(metadata.getOwnerReferences()));
        return copy;
    }
}
