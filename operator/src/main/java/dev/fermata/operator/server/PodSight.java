package dev.fermata.operator.server;

import dev.fermata.operator.server.Evidence.Game;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Of a Pod, what decisions and statuses are made of. Two states of one Pod that are equal in it are one and the same to every planner here,
 * so that the change between them need not be looked at. A kubelet writes a Pod's status half a dozen times on its way to being ready.
 */
public final class PodSight {
    private PodSight() {}

    /** Which of the containers is the game, only the Server knows. */
    public static List<@Nullable Object> of(Pod pod) {
        return Arrays.asList(
                pod.getMetadata().getUid(),
                pod.getMetadata().getLabels(),
                pod.getMetadata().getOwnerReferences(),
                pod.getMetadata().getDeletionTimestamp(),
                pod.getSpec().getContainers().stream()
                        .map(container -> of(new PodView(pod, container.getName())))
                        .toList());
    }

    private static List<@Nullable Object> of(PodView view) {
        Game game = view.game();
        return Arrays.asList(
                view.nodeName(),
                view.status().getPodIP(),
                game,
                view.ready(),
                game == Game.ENDED ? ending(view) : words(view, game));
    }

    private static List<@Nullable Object> ending(PodView view) {
        return Arrays.asList(
                view.terminated(),
                view.phase(),
                view.status().getReason(),
                view.status().getMessage());
    }

    /** What is passed on to people of a game that is not ready. */
    private static @Nullable Object words(PodView view, Game game) {
        return switch (game) {
            case UNBOUND -> view.condition("PodScheduled").map(PodSight::said);
            case BLOCKED -> Blockade.of(view);
            case RUNNING -> view.ready() ? null : view.condition("Ready").map(PodCondition::getMessage);
            case STARTING, ENDED, NO_POD -> null;
        };
    }

    private static List<Optional<String>> said(PodCondition condition) {
        return List.of(Optional.ofNullable(condition.getStatus()), Optional.ofNullable(condition.getMessage()));
    }
}
