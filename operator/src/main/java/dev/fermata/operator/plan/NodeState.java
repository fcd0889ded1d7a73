package dev.fermata.operator.plan;

/** What is known of the Node under a Pod. */
public enum NodeState {
    /** The Pod is bound to no node yet. */
    UNBOUND,
    /** There, and its kubelet reports. */
    PRESENT,
    /** There, but about to go: cordoned, tainted so, or announced. */
    LEAVING,
    /** The kubelet has not reported for a while (Ready is Unknown, or the taint {@code node.kubernetes.io/unreachable}). */
    UNREACHABLE,
    /** A person said that its machine is off (taint {@code node.kubernetes.io/out-of-service}). */
    OUT_OF_SERVICE,
    /** The Node object does not exist. */
    GONE
}
