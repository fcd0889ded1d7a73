package dev.fermata.operator.shell.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Where an object lives; another object may live there later. Cluster-wide objects have the empty namespace. */
public record ObjectKey(String namespace, String name) {

    public static ObjectKey of(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        return new ObjectKey(
                namespace == null ? "" : namespace, object.getMetadata().getName());
    }

    /** The same place under another name. */
    public ObjectKey sibling(String other) {
        return new ObjectKey(namespace, other);
    }

    @Override
    public String toString() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
