package dev.fermata.operator.server;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Annotations;
import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.server.Evidence.Deadline;
import dev.fermata.operator.server.Evidence.Game;
import dev.fermata.operator.server.Evidence.Manner;
import dev.fermata.operator.server.Evidence.Read;
import dev.fermata.operator.server.Evidence.Told;
import dev.fermata.operator.server.Evidence.Words;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An observation, read: the one Pod, the one node, the one request that count. Live answers replace what caches say.
 *
 * @param pod the Server's own; null if there is none, by {@code podRead}
 * @param emergency why somebody has the guard lifted by hand; null if nobody has
 * @param request null if nobody wants the Server gone
 * @param specRead where {@code request} was learnt
 */
record Scene(
        Instant now,
        @Nullable PodView pod,
        Read podRead,
        NodeView node,
        Read nodeRead,
        Conversation conversation,
        Duration poll,
        Protection protection,
        @Nullable String emergency,
        @Nullable Request request,
        Read specRead) {

    /** How long a seal, or a sidecar's silence, is good for. */
    static final Duration FRESH = Duration.ofSeconds(10);

    static Scene of(ServerObservation seen) {
        Server server = seen.server();
        String uid = server.getMetadata().getUid();
        String game = GameContainer.nameIn(server.getSpec());
        return new Scene(
                seen.now(),
                pod(seen.pod(), seen.livePod(), uid, game),
                read(seen.livePod()),
                node(seen.node(), seen.liveNode()),
                read(seen.liveNode()),
                seen.conversation(),
                seen.defaults().poll(),
                seen.defaults().protection(),
                emergency(server),
                Request.of(server),
                read(seen.liveServer()));
    }

    static Scene of(OrphanObservation seen, String serverUid) {
        String game = GameContainer.nameIn(seen.pod());
        PodView pod = pod(seen.pod(), seen.livePod(), serverUid, game);
        return new Scene(
                seen.now(),
                pod,
                read(seen.livePod()),
                node(seen.node(), seen.liveNode()),
                read(seen.liveNode()),
                seen.conversation(),
                seen.poll(),
                seen.protection(),
                null,
                Request.orphaned(new PodView(seen.pod(), game).createdAt()),
                Read.LIVE);
    }

    Verdict verdict() {
        return Gate.judge(evidence());
    }

    Evidence evidence() {
        Request wanted = wanted();
        Evidence.Node ground = ground();
        return new Evidence(
                game(),
                podRead,
                ground,
                nodeRead,
                words(ground),
                specRead,
                wanted.end() == Request.End.FORCE ? Manner.FORCE : Manner.ASK,
                deadline(wanted),
                told(wanted));
    }

    Request wanted() {
        if (request == null) {
            throw new IllegalStateException("The gate is asked only for a Server that somebody wants gone");
        }
        return request;
    }

    Game game() {
        return pod == null ? Game.NO_POD : pod.game();
    }

    /** Whether there is a game that runs or may come to run. */
    boolean alive() {
        Game game = game();
        return game == Game.RUNNING || game == Game.STARTING || game == Game.BLOCKED;
    }

    /** Whether the node under the Pod is lost, as far as is known. */
    boolean lost() {
        return pod != null && ground() == Evidence.Node.LOST;
    }

    /** Whether the Pod is on its way out, whoever sent it there, and a kubelet sees to it: nothing is left to decide. */
    boolean leaving() {
        return pod != null && pod.terminating() && !lost();
    }

    /** Since when the Pod has been on its way out as it is now: since somebody deleted it, or since its game exited after that. */
    Instant departure() {
        return Stream.ofNullable(pod)
                .flatMap(leaving -> Stream.of(leaving.deletedAt(), leaving.finishedAt()))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .orElse(now);
    }

    /** How long what opened the gate is good for. */
    Instant openUntil() {
        boolean sealed = evidence().words() == Words.SEALED;
        return sealed && conversation.last() instanceof Sidecar.Reachable(var state, Instant at)
                ? at.plus(FRESH)
                : now.plus(FRESH);
    }

    private Evidence.Node ground() {
        return switch (node.state()) {
            case UNREACHABLE -> Evidence.Node.UNREACHABLE;
            case GONE, OUT_OF_SERVICE -> Evidence.Node.LOST;
            case UNBOUND, PRESENT, LEAVING -> Evidence.Node.THERE;
        };
    }

    private Words words(Evidence.Node ground) {
        return switch (conversation.last()) {
            case Sidecar.Unknown unknown -> Words.UNKNOWN;
            case Sidecar.Unreachable(String why, Instant since, Instant at) ->
                ground == Evidence.Node.LOST && !fresh(at) ? Words.UNKNOWN : Words.SILENT;
            case Sidecar.Reachable(var state, Instant at) when state.sealed() && fresh(at) -> Words.SEALED;
            case Sidecar.Reachable(var state, Instant at) -> state.allowed() ? Words.ALLOWED : Words.HOLDING;
        };
    }

    private boolean fresh(Instant at) {
        return now.isBefore(at.plus(FRESH));
    }

    private Deadline deadline(Request wanted) {
        if (wanted.deadline() == null || now.isBefore(wanted.deadline())) {
            return Deadline.AHEAD;
        }
        return wanted.end() == Request.End.DELETE ? Deadline.PASSED_DELETE : Deadline.PASSED_WAIT;
    }

    private Told told(Request wanted) {
        Instant told = conversation.toldAt();
        if (told == null) {
            return Told.NEVER;
        }
        return wanted.deadline() != null && !told.isBefore(wanted.deadline()) ? Told.SINCE_DEADLINE : Told.EARLIER;
    }

    private static @Nullable PodView pod(@Nullable Pod cached, Answer<Pod> live, String uid, String game) {
        Pod pod = switch (live) {
            case Answer.NotAsked<Pod> notAsked -> cached;
            case Answer.Absent<Pod> absent -> null;
            case Answer.Found<Pod>(Pod found) -> PodView.belongs(found, uid) ? found : null;
        };
        return pod == null ? null : new PodView(pod, game);
    }

    private static NodeView node(NodeView cached, Answer<NodeView> live) {
        return switch (live) {
            case Answer.NotAsked<NodeView> notAsked -> cached;
            case Answer.Absent<NodeView> absent -> NodeView.GONE;
            case Answer.Found<NodeView>(NodeView found) -> found;
        };
    }

    private static @Nullable String emergency(Server server) {
        return Annotations.get(server, Labels.LIFT_GUARD).orElse(null);
    }

    private static Read read(Answer<?> answer) {
        return answer instanceof Answer.NotAsked ? Read.CACHED : Read.LIVE;
    }
}
