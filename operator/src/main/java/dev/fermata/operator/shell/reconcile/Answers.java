package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.plan.Question;
import dev.fermata.operator.server.NodeView;
import dev.fermata.operator.shell.kube.ApiAnswer;
import dev.fermata.operator.shell.kube.ApiServer;
import dev.fermata.operator.shell.kube.ApiUnavailableException;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;

/** What live reads of one reconciliation said. */
record Answers(
        Answer<Pod> pod, Answer<NodeView> node, Answer<Server> server, Answer<Fleet> fleet, Answer<GameType> gameType) {
    static final Answers NONE = new Answers(
            new Answer.NotAsked<>(),
            new Answer.NotAsked<>(),
            new Answer.NotAsked<>(),
            new Answer.NotAsked<>(),
            new Answer.NotAsked<>());

    /**
     * These, and the answer to one more question.
     *
     * @param place of the primary; a Server's is its Pod's too
     * @param nodeName of the Node that the Pod is bound to; empty if there is none
     */
    Answers with(Question question, ApiServer api, ObjectKey place, String nodeName) {
        return switch (question) {
            case LIVE_POD -> new Answers(read(api, Pod.class, place), node, server, fleet, gameType);
            case LIVE_SERVER -> new Answers(pod, node, read(api, Server.class, place), fleet, gameType);
            case LIVE_NODE -> new Answers(pod, node(api, nodeName), server, fleet, gameType);
            case LIVE_FLEET -> new Answers(pod, node, server, read(api, Fleet.class, place), gameType);
            case LIVE_GAME_TYPE -> new Answers(pod, node, server, fleet, read(api, GameType.class, place));
        };
    }

    private static Answer<NodeView> node(ApiServer api, String nodeName) {
        if (nodeName.isEmpty()) {
            return new Answer.Found<>(NodeView.UNBOUND);
        }
        return switch (read(api, Node.class, new ObjectKey("", nodeName))) {
            case Answer.Found<Node>(Node found) -> new Answer.Found<>(NodeView.of(found));
            case Answer.Absent<Node> absent -> new Answer.Absent<>();
            case Answer.NotAsked<Node> notAsked -> new Answer.NotAsked<>();
        };
    }

    private static <T extends HasMetadata> Answer<T> read(ApiServer api, Class<T> type, ObjectKey place) {
        return switch (api.get(type, place)) {
            case ApiAnswer.Done<T>(T object) when object != null -> new Answer.Found<>(object);
            case ApiAnswer.Refused<T> refused when refused.isNotFound() -> new Answer.Absent<>();
            case ApiAnswer.Done<T> nothing -> new Answer.Absent<>();
            case ApiAnswer.Refused<T> refused ->
                throw new ApiUnavailableException(
                        "cannot read " + type.getSimpleName() + " " + place + ": " + refused.message(), null);
        };
    }
}
