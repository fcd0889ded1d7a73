package dev.fermata.operator.server;

import dev.fermata.operator.plan.Instants;
import dev.fermata.operator.plan.NodeState;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.Target;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.serverspec.Drains;
import dev.fermata.wire.DrainNotice;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a Server to go whose node is about to, and takes that back where the node stays after all. It is a drain request like any other: its
 * Fleet makes another one at once, a free one leaves, and a busy one is waited for.
 */
final class Evacuation {
    /** What these requests are known by. A Pod never changes its node, so there is one at most. */
    static final String REQUESTER = "node-watcher";

    private Evacuation() {}

    /** What is to be written to the Server; null if nothing is. */
    static Step.@Nullable Write of(Server server, Scene scene) {
        PodView pod = scene.pod();
        if (server.getMetadata().getDeletionTimestamp() != null || pod == null || pod.terminating() || !scene.alive()) {
            return null;
        }
        Drains asked = asked(server);
        Departure departure = departure(server, scene.node());
        if (departure != null) {
            return asked == null || !Objects.equals(deadline(asked), departure.at())
                    ? request(Target.of(server), pod.nodeName(), departure, since(asked, scene.now()))
                    : null;
        }
        boolean stays = scene.node().state() == NodeState.PRESENT && !isSealed(server);
        return asked != null && stays ? new Step.WithdrawDrain(Target.of(server), REQUESTER) : null;
    }

    private static @Nullable Departure departure(Server server, NodeView node) {
        if (node.departure() != null || node.state() != NodeState.PRESENT) {
            return node.departure();
        }
        return Eviction.of(
                node.evicting(), server.getSpec().getTemplate().getSpec().getTolerations());
    }

    private static Step.Write request(Target server, @Nullable String node, Departure departure, Instant since) {
        String message = "Node " + node + " " + departure.why() + ".";
        return new Step.WriteDrain(server, REQUESTER, DrainNotice.NODE_LEAVING, message, since, departure.at());
    }

    private static Instant since(@Nullable Drains asked, Instant now) {
        Instant fresh = now.truncatedTo(ChronoUnit.SECONDS);
        return asked == null ? fresh : Instants.parse(asked.getRequestedAt(), fresh);
    }

    private static @Nullable Drains asked(Server server) {
        return Optional.ofNullable(server.getSpec().getDrains()).orElse(List.of()).stream()
                .filter(drain -> REQUESTER.equals(drain.getRequester()))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Instant deadline(Drains asked) {
        return Instants.parse(asked.getDeadline());
    }

    private static boolean isSealed(Server server) {
        return server.getStatus() != null
                && Boolean.TRUE.equals(server.getStatus().getSealed());
    }
}
