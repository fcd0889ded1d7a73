package dev.fermata.operator.shell.act;

import dev.fermata.api.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** Whose child an object is. */
public final class Kinship {
    private Kinship() {}

    /** Whether the Pod is that of the Server with this uid: by label or by owner, so that losing one of them changes nothing. */
    public static boolean isPodOf(Pod pod, String serverUid) {
        return serverUid.equals(serverUid(pod).orElse(null))
                || controller(pod)
                        .map(OwnerReference::getUid)
                        .filter(serverUid::equals)
                        .isPresent();
    }

    /** The Server that the Pod was made for, by its label. */
    public static Optional<String> serverUid(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getLabels()).map(labels -> labels.get(Labels.SERVER_UID));
    }

    /** The owner that manages the object. */
    public static Optional<OwnerReference> controller(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst();
    }

    /** Whether this is a budget of Fermata's. */
    public static boolean isBudget(HasMetadata budget) {
        return Optional.ofNullable(budget.getMetadata().getLabels())
                .filter(labels -> Labels.TRUE.equals(labels.get(Labels.BUDGET)))
                .isPresent();
    }
}
