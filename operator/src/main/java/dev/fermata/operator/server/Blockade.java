package dev.fermata.operator.server;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why the kubelet cannot start a Pod's game, by its own word.
 *
 * <p>The kubelet's reasons take turns while it retries ({@code ErrImagePull}, {@code ImagePullBackOff}); what is said here stays the same
 * meanwhile.
 */
final class Blockade {
    private static final Set<String> IMAGE =
            Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull", "ImageInspectError");
    private static final Set<String> CONFIGURATION =
            Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");
    private static final String CRASHING = "CrashLoopBackOff";

    private Blockade() {}

    /** A sentence; null if nothing is in the way. */
    static @Nullable String of(PodView pod) {
        return Stream.concat(pod.status().getInitContainerStatuses().stream(), pod.gameStatus().stream())
                .map(Blockade::of)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
    }

    private static Optional<String> of(ContainerStatus status) {
        return Optional.ofNullable(status.getState())
                .map(ContainerState::getWaiting)
                .filter(waiting -> waiting.getReason() != null)
                .flatMap(waiting -> of(status, waiting));
    }

    private static Optional<String> of(ContainerStatus status, ContainerStateWaiting waiting) {
        String container = "Container " + status.getName();
        if (IMAGE.contains(waiting.getReason())) {
            return Optional.of(container + " cannot start: its image " + status.getImage() + " cannot be had.");
        }
        if (CONFIGURATION.contains(waiting.getReason())) {
            return Optional.of(container + " cannot start: "
                    + Optional.ofNullable(waiting.getMessage()).orElse(waiting.getReason()) + ".");
        }
        return waiting.getReason().equals(CRASHING)
                ? Optional.of(container + ", which must run before the game, keeps failing.")
                : Optional.empty();
    }
}
