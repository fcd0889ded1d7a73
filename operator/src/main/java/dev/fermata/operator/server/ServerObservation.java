package dev.fermata.operator.server;

import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.plan.Refusal;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that the planner may know of one Server.
 *
 * @param server from the cache, this process's own writes included
 * @param pod from the cache, own writes included: the Pod of the Server's name whose label {@code fermata.dev/server-uid} or controller
 *     is this Server's uid, owned or not; null if there is none
 * @param livePod the Pod of the Server's name, whoever's it is
 * @param liveServer the Server of this name
 * @param node from the cache: the Node that the Pod is bound to
 * @param statusWrittenAt when this process last wrote this Server's status; null after a restart
 * @param refusal the last write that the API server refused
 */
public record ServerObservation(
        Instant now,
        Server server,
        @Nullable Pod pod,
        Answer<Pod> livePod,
        NodeView node,
        Answer<NodeView> liveNode,
        Answer<Server> liveServer,
        Conversation conversation,
        Defaults defaults,
        @Nullable Instant statusWrittenAt,
        @Nullable Refusal refusal) {

    /** The same, with the Server as it was read live. */
    ServerObservation with(Server live) {
        return new ServerObservation(
                now, live, pod, livePod, node, liveNode, liveServer, conversation, defaults, statusWrittenAt, refusal);
    }
}
