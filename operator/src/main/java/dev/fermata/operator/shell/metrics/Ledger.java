package dev.fermata.operator.shell.metrics;

import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerStatus;
import dev.fermata.v1alpha1.serverstatus.Disruption;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Optional;

/** Games that were ended though they had not allowed it, by cause: so that it can be shown that there were none. */
final class Ledger {
    private final MeterRegistry registry;

    Ledger(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A status was written. */
    void written(Server before, ServerStatus after) {
        boolean known = before.getStatus() != null && before.getStatus().getDisruption() != null;
        Disruption disruption = after.getDisruption();
        if (known || disruption == null) {
            return;
        }
        Tags tags = Tags.of(
                "cause",
                disruption.getCause(),
                "namespace",
                before.getMetadata().getNamespace());
        registry.counter("fermata.disruptions", tags).increment();
        registry.counter("fermata.disrupted.players", tags)
                .increment(Optional.ofNullable(disruption.getPlayers()).orElse(0));
    }
}
