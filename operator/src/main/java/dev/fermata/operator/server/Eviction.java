package dev.fermata.operator.server;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Taints with the effect NoExecute, and the Pods that do not tolerate them.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/">Taints and Tolerations</a>
 */
final class Eviction {
    private static final String NO_EXECUTE = "NoExecute";

    /** What Kubernetes itself says of a node that does not report: nobody knows whether it goes. */
    private static final Set<String> CONDITIONS = Set.of(
            "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable", "node.kubernetes.io/out-of-service");

    private Eviction() {}

    static List<Taint> taints(Node node) {
        return node.getSpec() == null
                ? List.of()
                : node.getSpec().getTaints().stream()
                        .filter(taint -> NO_EXECUTE.equals(taint.getEffect()))
                        .filter(taint -> !CONDITIONS.contains(taint.getKey()))
                        .toList();
    }

    /** Null if the Pod tolerates all of them. */
    static @Nullable Departure of(List<Taint> taints, List<Toleration> tolerations) {
        return taints.stream()
                .filter(taint -> tolerations.stream().noneMatch(toleration -> forever(toleration, taint)))
                .findFirst()
                .map(taint -> new Departure(
                        "has the taint " + taint.getKey() + " (" + NO_EXECUTE + ")", end(taint, tolerations)))
                .orElse(null);
    }

    private static boolean forever(Toleration toleration, Taint taint) {
        return matches(toleration, taint) && toleration.getTolerationSeconds() == null;
    }

    /** When the shortest toleration is over; null where there is none, for then it is over already, or nobody says since when. */
    private static @Nullable Instant end(Taint taint, List<Toleration> tolerations) {
        if (taint.getTimeAdded() == null) {
            return null;
        }
        Instant added = Instant.parse(taint.getTimeAdded());
        return tolerations.stream()
                .filter(toleration -> matches(toleration, taint))
                .map(Toleration::getTolerationSeconds)
                .filter(Objects::nonNull)
                .map(added::plusSeconds)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static boolean matches(Toleration toleration, Taint taint) {
        boolean exists = "Exists".equals(toleration.getOperator());
        boolean effect = isEmpty(toleration.getEffect()) || NO_EXECUTE.equals(toleration.getEffect());
        boolean key =
                isEmpty(toleration.getKey()) ? exists : toleration.getKey().equals(taint.getKey());
        return effect && key && (exists || text(toleration.getValue()).equals(text(taint.getValue())));
    }

    private static boolean isEmpty(@Nullable String text) {
        return text(text).isEmpty();
    }

    private static String text(@Nullable String text) {
        return Optional.ofNullable(text).orElse("");
    }
}
