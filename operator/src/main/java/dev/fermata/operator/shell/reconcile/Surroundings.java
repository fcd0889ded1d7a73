package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.server.NodeView;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.kube.Watched;
import dev.fermata.operator.shell.sidecar.Conversations;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.Optional;
import java.util.Set;

/**
 * What a Server has around it: its Pod, the node under that, and the sidecar in it.
 *
 * @param leavingTaints keys of taints that say that a node is about to go
 */
public record Surroundings(
        Watched<Pod> pods,
        Watched<Node> nodes,
        Watched<PodDisruptionBudget> budgets,
        Conversations conversations,
        Set<String> leavingTaints) {

    /** The Node with this name, or the one that there is not. */
    NodeView node(String name) {
        return name.isEmpty()
                ? NodeView.UNBOUND
                : nodes.get(new ObjectKey("", name))
                        .map(node -> NodeView.of(node, leavingTaints))
                        .orElse(NodeView.GONE);
    }

    /** Whether this namespace has a budget of Fermata's, as far as is known. */
    boolean hasBudget(String namespace) {
        return !budgets.byIndex(Selections.BY_NAMESPACE, namespace).isEmpty();
    }

    /** Name of the node that the Pod is bound to; empty if there is none. */
    static String nodeName(Pod pod) {
        return Optional.ofNullable(pod.getSpec().getNodeName()).orElse("");
    }
}
