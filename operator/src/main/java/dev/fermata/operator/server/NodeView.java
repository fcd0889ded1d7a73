package dev.fermata.operator.server;

import dev.fermata.operator.plan.NodeState;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAddress;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Taint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Node under a Pod.
 *
 * @param since when it became unreachable, where it is and that is known
 * @param address ExternalIP, else InternalIP
 * @param departure why, and when, it is about to go, where it is {@code LEAVING}
 * @param evicting taints that end the Pods that do not tolerate them
 */
public record NodeView(
        NodeState state,
        @Nullable Instant since,
        @Nullable String address,
        @Nullable Departure departure,
        List<Taint> evicting) {

    public static final NodeView UNBOUND = new NodeView(NodeState.UNBOUND);
    public static final NodeView GONE = new NodeView(NodeState.GONE);

    private NodeView(NodeState state) {
        this(state, null, null, null, List.of());
    }

    private static final String OUT_OF_SERVICE = "node.kubernetes.io/out-of-service";
    private static final String UNREACHABLE = "node.kubernetes.io/unreachable";

    /**
     * What a Node object says.
     *
     * @param leaving keys of taints that say that a node is about to go, besides the cordon's
     */
    public static NodeView of(Node node, Set<String> leaving) {
        Departure departure = Departure.of(node, leaving);
        NodeState state = state(node, departure != null);
        return new NodeView(
                state,
                state == NodeState.UNREACHABLE ? unreachableSince(node) : null,
                address(node),
                state == NodeState.LEAVING ? departure : null,
                Eviction.taints(node));
    }

    private static NodeState state(Node node, boolean leaving) {
        if (tainted(node, Set.of(OUT_OF_SERVICE))) {
            return NodeState.OUT_OF_SERVICE;
        }
        if (tainted(node, Set.of(UNREACHABLE))
                || ready(node).filter(NodeView::unknown).isPresent()) {
            return NodeState.UNREACHABLE;
        }
        return leaving ? NodeState.LEAVING : NodeState.PRESENT;
    }

    private static boolean tainted(Node node, Set<String> keys) {
        return node.getSpec() != null
                && node.getSpec().getTaints().stream().map(Taint::getKey).anyMatch(keys::contains);
    }

    private static Optional<NodeCondition> ready(Node node) {
        return Optional.ofNullable(node.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> "Ready".equals(condition.getType()))
                .findFirst();
    }

    private static boolean unknown(NodeCondition condition) {
        return "Unknown".equals(condition.getStatus());
    }

    private static @Nullable Instant unreachableSince(Node node) {
        return ready(node)
                .filter(NodeView::unknown)
                .map(NodeCondition::getLastTransitionTime)
                .map(Instant::parse)
                .orElse(null);
    }

    private static @Nullable String address(Node node) {
        List<NodeAddress> addresses =
                node.getStatus() == null ? List.of() : node.getStatus().getAddresses();
        return Stream.of("ExternalIP", "InternalIP")
                .flatMap(type -> addresses.stream().filter(address -> type.equals(address.getType())))
                .map(NodeAddress::getAddress)
                .findFirst()
                .orElse(null);
    }
}
