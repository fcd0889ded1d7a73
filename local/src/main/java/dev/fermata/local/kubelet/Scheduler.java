package dev.fermata.local.kubelet;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Decides which of this machine's nodes a Pod runs on. Pure. */
final class Scheduler {
    private Scheduler() {}

    /** The node with the fewest Pods of those that take new ones and that the Pod's nodeSelector fits. */
    static Optional<Node> choose(Pod pod, List<Node> nodes, ToLongFunction<String> pods) {
        Map<String, String> selector = pod.getSpec().getNodeSelector();
        return nodes.stream()
                .filter(node -> !Boolean.TRUE.equals(node.getSpec().getUnschedulable()))
                .filter(node -> selector == null
                        || node.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
                .min(Comparator.<Node>comparingLong(
                                node -> pods.applyAsLong(node.getMetadata().getName()))
                        .thenComparing(node -> node.getMetadata().getName()));
    }
}
