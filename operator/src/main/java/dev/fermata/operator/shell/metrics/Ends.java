package dev.fermata.operator.shell.metrics;

import dev.fermata.operator.plan.Claim;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerStatus;
import dev.fermata.v1alpha1.serverspec.Drains;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When a Server was asked to go, and when it might. */
final class Ends {
    private static final String DELETION_ALLOWED = "DeletionAllowed";

    private Ends() {}

    /** Since when somebody wants it gone; absent if nobody does. */
    static Optional<Instant> requestedAt(Server server) {
        Stream<String> drains = Optional.ofNullable(server.getSpec().getDrains()).orElse(List.of()).stream()
                .map(Drains::getRequestedAt);
        return Stream.concat(drains, Stream.ofNullable(server.getMetadata().getDeletionTimestamp()))
                .map(Instant::parse)
                .min(Instant::compareTo);
    }

    /** How long it is since the Server both was asked to go and might; absent if it never might. */
    static Optional<Duration> permissionToNow(Server server, Instant now) {
        Optional<Instant> allowedAt = Optional.ofNullable(server.getStatus())
                .map(ServerStatus::getConditions)
                .flatMap(conditions -> Claim.find(conditions, DELETION_ALLOWED))
                .filter(condition -> "True".equals(condition.getStatus()))
                .map(Condition::getLastTransitionTime)
                .map(Instant::parse);
        return allowedAt.map(allowed ->
                Duration.between(requestedAt(server).filter(allowed::isBefore).orElse(allowed), now));
    }
}
