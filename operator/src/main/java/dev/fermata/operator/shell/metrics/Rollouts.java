package dev.fermata.operator.shell.metrics;

import dev.fermata.operator.plan.Claim;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.GameTypeStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How many Servers GameTypes have of what they want, where their rollouts are, and where they were. */
final class Rollouts {
    private final MeterRegistry registry;
    private final MultiGauge servers;
    private final MultiGauge stages;

    Rollouts(MeterRegistry registry) {
        this.registry = registry;
        this.servers = OperatorMetrics.gauge(
                registry,
                "fermata.gametype.servers",
                "Servers of a GameType, as its status counts them; desired: as its spec does");
        this.stages = OperatorMetrics.gauge(
                registry,
                "fermata.gametype.stage",
                "1 for the stage that a GameType's rollout is in: the reason of its condition Progressing");
    }

    /** From now on the gauges show these. */
    void show(List<GameType> gameTypes) {
        servers.register(gameTypes.stream().flatMap(Rollouts::counts).toList(), true);
        stages.register(
                gameTypes.stream()
                        .flatMap(gameType -> stage(gameType.getStatus())
                                .<MultiGauge.Row<?>>map(reason ->
                                        MultiGauge.Row.of(tags(gameType).and("reason", reason), 1))
                                .stream())
                        .toList(),
                true);
    }

    /** A status was written. */
    void written(GameType before, GameTypeStatus after) {
        stage(after)
                .filter(reason -> !stage(before.getStatus()).equals(Optional.of(reason)))
                .ifPresent(reason -> registry.counter("fermata.rollout.transitions", Tags.of("reason", reason))
                        .increment());
    }

    private static Stream<MultiGauge.Row<?>> counts(GameType gameType) {
        GameTypeStatus status = Optional.ofNullable(gameType.getStatus()).orElseGet(GameTypeStatus::new);
        return Stream.of(
                        count(gameType, "desired", gameType.getSpec().getReplicas()),
                        count(gameType, "current", status.getReplicas()),
                        count(gameType, "ready", status.getReadyReplicas()),
                        count(gameType, "available", status.getAvailableReplicas()),
                        count(gameType, "updated", status.getUpdatedReplicas()),
                        count(gameType, "draining", status.getDrainingReplicas()))
                .flatMap(Optional::stream);
    }

    private static Optional<MultiGauge.Row<?>> count(GameType gameType, String state, @Nullable Integer number) {
        return Optional.ofNullable(number)
                .map(known -> MultiGauge.Row.of(tags(gameType).and("state", state), known));
    }

    private static Tags tags(GameType gameType) {
        return Tags.of(
                "namespace",
                gameType.getMetadata().getNamespace(),
                "gametype",
                gameType.getMetadata().getName());
    }

    private static Optional<String> stage(@Nullable GameTypeStatus status) {
        return Optional.ofNullable(status)
                .map(GameTypeStatus::getConditions)
                .flatMap(conditions -> Claim.find(conditions, "Progressing"))
                .map(Condition::getReason);
    }
}
