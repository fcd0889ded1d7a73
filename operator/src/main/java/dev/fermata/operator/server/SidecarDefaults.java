package dev.fermata.operator.server;

import dev.fermata.v1alpha1.serverspec.Sidecar.LogLevel;
import java.util.Map;

/**
 * The sidecar of a Server that says nothing of it.
 *
 * @param image pinned into each new Server
 * @param requests CPU and memory that are asked of the scheduler, such as {@code cpu: 10m}
 * @param limits the most there is of each
 * @param logLevel how much it logs
 */
public record SidecarDefaults(
        String image, Map<String, String> requests, Map<String, String> limits, LogLevel logLevel) {
    /** Copies what could change. */
    public SidecarDefaults {
        requests = Map.copyOf(requests);
        limits = Map.copyOf(limits);
    }

    /**
     * One with this image, and what a sidecar was measured to need: 19 MB of its own, 52 MB with what sidecars on a node share.
     */
    public static SidecarDefaults of(String image) {
        return new SidecarDefaults(
                image, Map.of("cpu", "10m", "memory", "32Mi"), Map.of("memory", "96Mi"), LogLevel.info);
    }
}
