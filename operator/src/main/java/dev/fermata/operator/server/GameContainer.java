package dev.fermata.operator.server;

import dev.fermata.operator.plan.Annotations;
import dev.fermata.v1alpha1.ServerSpec;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/** Which container is the game: the one that the Server names, else the first. */
final class GameContainer {
    /** Kubernetes' own: whose logs {@code kubectl logs} shows. Tells the game of a Pod whose Server is gone. */
    static final String ANNOTATION = "kubectl.kubernetes.io/default-container";

    private GameContainer() {}

    static String nameIn(ServerSpec spec) {
        return Optional.ofNullable(spec.getGameContainer())
                .orElseGet(() ->
                        spec.getTemplate().getSpec().getContainers().getFirst().getName());
    }

    static String nameIn(Pod pod) {
        return Annotations.get(pod, ANNOTATION)
                .orElseGet(() -> pod.getSpec().getContainers().getFirst().getName());
    }
}
