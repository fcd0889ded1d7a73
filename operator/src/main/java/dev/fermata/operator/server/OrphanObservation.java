package dev.fermata.operator.server;

import dev.fermata.operator.plan.Answer;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;

/**
 * All that the planner may know of a Pod whose Server is in no cache: its finalizer was taken off by hand, or it was orphaned.
 *
 * @param pod from the cache; its label {@code fermata.dev/server-uid} says whose it was
 * @param liveServer the Server of the Pod's name; another uid there means that the Pod's own is gone
 * @param poll how often the sidecar is asked
 * @param protection what stands in its namespace against ends that the game was not asked for
 */
public record OrphanObservation(
        Instant now,
        Pod pod,
        Answer<Server> liveServer,
        Answer<Pod> livePod,
        NodeView node,
        Answer<NodeView> liveNode,
        Conversation conversation,
        Duration poll,
        Protection protection) {}
