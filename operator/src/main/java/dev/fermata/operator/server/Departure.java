package dev.fermata.operator.server;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Annotations;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That a Node is about to go.
 *
 * @param why in words that follow its name: {@code is cordoned}
 * @param at when it goes, whether or not its games are over, if anybody said so
 */
public record Departure(String why, @Nullable Instant at) {
    private static final String CORDON = "node.kubernetes.io/unschedulable";

    /**
     * Null if it is to stay, for all that is known.
     *
     * @param taints keys of taints that say that a node is about to go, besides the cordon's
     */
    static @Nullable Departure of(Node node, Set<String> taints) {
        String announced = Annotations.get(node, Labels.LEAVING_AT).orElse(null);
        if (announced != null) {
            Instant at = instant(announced);
            String words = Labels.LEAVING_AT + "=" + announced;
            return new Departure(
                    at == null
                            ? "is announced to leave, but " + words + " is no instant such as 2026-01-31T18:00:00Z"
                            : "leaves at " + at + " (" + Labels.LEAVING_AT + ")",
                    at);
        }
        if (node.getSpec() == null) {
            return null;
        }
        Optional<String> taint = node.getSpec().getTaints().stream()
                .map(Taint::getKey)
                .filter(key -> taints.contains(key))
                .findFirst();
        if (taint.isPresent()) {
            return new Departure("has the taint " + taint.get(), null);
        }
        boolean cordoned = Boolean.TRUE.equals(node.getSpec().getUnschedulable())
                || node.getSpec().getTaints().stream().anyMatch(found -> CORDON.equals(found.getKey()));
        return cordoned ? new Departure("is cordoned", null) : null;
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notAnInstant) {
            return null;
        }
    }
}
