package dev.fermata.operator.server;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the installation decides about this Server's Pod and its sidecar.
 *
 * @param sidecar for Servers that say nothing of theirs
 * @param keyId which install key the Pod's token is made from
 * @param tokenSha256 hex SHA-256 of the token for this Server's uid
 * @param nudgeUrl where sidecars nudge; null: they do not
 * @param poll how often a sidecar is asked while its Server drains or is being deleted
 * @param protection what stands in the Server's namespace against ends that the game was not asked for
 */
public record Defaults(
        SidecarDefaults sidecar,
        String keyId,
        String tokenSha256,
        @Nullable String nudgeUrl,
        Duration poll,
        Protection protection) {}
