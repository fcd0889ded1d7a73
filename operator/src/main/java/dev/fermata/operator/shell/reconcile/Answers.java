package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.plan.Question;
import dev.fermata.operator.server.NodeView;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.Server;
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
    Answers with(Question question, LiveReads reads, ObjectKey place, String nodeName) {
        return switch (question) {
            case LIVE_POD -> new Answers(reads.read(Pod.class, place), node, server, fleet, gameType);
            case LIVE_SERVER -> new Answers(pod, node, reads.read(Server.class, place), fleet, gameType);
            case LIVE_NODE -> new Answers(pod, reads.node(nodeName), server, fleet, gameType);
            case LIVE_FLEET -> new Answers(pod, node, server, reads.read(Fleet.class, place), gameType);
            case LIVE_GAME_TYPE -> new Answers(pod, node, server, fleet, reads.read(GameType.class, place));
        };
    }
}
