package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.server.NodeView;
import dev.fermata.operator.shell.kube.ApiAnswer;
import dev.fermata.operator.shell.kube.ApiServer;
import dev.fermata.operator.shell.kube.ApiUnavailableException;
import dev.fermata.operator.shell.kube.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import java.util.Set;

/**
 * Reads what a cache is not good enough for.
 *
 * @param leavingTaints keys of taints that say that a node is about to go
 */
record LiveReads(ApiServer api, Set<String> leavingTaints) {

    Answer<NodeView> node(String name) {
        if (name.isEmpty()) {
            return new Answer.Found<>(NodeView.UNBOUND);
        }
        return switch (read(Node.class, new ObjectKey("", name))) {
            case Answer.Found<Node>(Node found) -> new Answer.Found<>(NodeView.of(found, leavingTaints));
            case Answer.Absent<Node> absent -> new Answer.Absent<>();
            case Answer.NotAsked<Node> notAsked -> new Answer.NotAsked<>();
        };
    }

    <T extends HasMetadata> Answer<T> read(Class<T> type, ObjectKey place) {
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
