package dev.fermata.operator.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;

/**
 * Exactly one state of exactly one object. A write to it carries uid and resourceVersion as preconditions and fails with 409 (or, for a
 * patch, a failed {@code test}) if the object is another one by now, or has changed; then the next reconciliation decides afresh.
 */
public record Target(String namespace, String name, String uid, String resourceVersion) {

    public static Target of(HasMetadata object) {
        ObjectMeta metadata = object.getMetadata();
        return new Target(
                metadata.getNamespace(), metadata.getName(), metadata.getUid(), metadata.getResourceVersion());
    }
}
