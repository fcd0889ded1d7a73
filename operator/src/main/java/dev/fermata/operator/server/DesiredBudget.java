package dev.fermata.operator.server;

import dev.fermata.api.Labels;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.Map;

/**
 * The one PodDisruptionBudget of a namespace, over its armed Pods: more of them must be available than there can be, so that no eviction
 * passes. A maximum of unavailable ones would need a scale subresource on Servers.
 */
final class DesiredBudget {
    private static final String NAME = "fermata-guard";

    /** A well-known annotation: what an object is for, for people. */
    private static final String DESCRIPTION = "kubernetes.io/description";

    private DesiredBudget() {}

    static PodDisruptionBudget in(String namespace) {
        return new PodDisruptionBudgetBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(namespace)
                .withLabels(Map.of(Labels.BUDGET, Labels.TRUE))
                .withAnnotations(Map.of(
                        DESCRIPTION,
                        "Pods whose games hold are not evicted. Fermata ends each when its game allows it: cordon the"
                                + " node, or delete the Server, and its game is asked."))
                .endMetadata()
                .withNewSpec()
                .withNewMinAvailable(Integer.MAX_VALUE)
                .withNewSelector()
                .withMatchLabels(Map.of(Labels.GUARD, Labels.ARMED))
                .endSelector()
                .endSpec()
                .build();
    }
}
