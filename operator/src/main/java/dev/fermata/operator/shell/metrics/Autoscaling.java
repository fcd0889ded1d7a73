package dev.fermata.operator.shell.metrics;

import dev.fermata.operator.autoscaler.Exchange;
import dev.fermata.operator.autoscaler.Outcome;
import dev.fermata.operator.autoscaler.Trouble;
import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.gameautoscalerstatus.LastDecision;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What webhooks were asked, how they answered, and what became of it. */
final class Autoscaling {
    private static final String ANSWERED = "Answered";

    private final MeterRegistry registry;
    private final Timer latency;
    private final MultiGauge replicas;

    Autoscaling(MeterRegistry registry) {
        this.registry = registry;
        this.latency = Timer.builder("fermata.webhook.latency")
                .description("How long webhooks took to answer, or were waited for")
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30))
                .register(registry);
        this.replicas = OperatorMetrics.gauge(
                registry, "fermata.autoscaler.replicas", "Servers of a GameAutoscaler's last decision");
    }

    void asked(Exchange exchange) {
        registry.counter("fermata.webhook.calls", Tags.of("result", result(exchange.outcome())))
                .increment();
        latency.record(Duration.between(exchange.question().askedAt(), exchange.endedAt()));
    }

    private static String result(Outcome outcome) {
        return outcome instanceof Outcome.Failed(Trouble trouble, String why) ? trouble.word() : ANSWERED;
    }

    /** From now on the gauges show these. */
    void show(List<GameAutoscaler> scalers) {
        replicas.register(scalers.stream().flatMap(Autoscaling::rows).toList(), true);
    }

    private static Stream<MultiGauge.Row<?>> rows(GameAutoscaler scaler) {
        LastDecision last =
                scaler.getStatus() == null ? null : scaler.getStatus().getLastDecision();
        return last == null
                ? Stream.empty()
                : Stream.of(
                                row(scaler, "current", last.getCurrentReplicas()),
                                row(scaler, "answered", last.getAnsweredReplicas()),
                                row(scaler, "applied", last.getAppliedReplicas()))
                        .flatMap(Optional::stream);
    }

    private static Optional<MultiGauge.Row<?>> row(GameAutoscaler scaler, String state, @Nullable Number number) {
        return Optional.ofNullable(number)
                .map(known -> MultiGauge.Row.of(
                        Tags.of(
                                "namespace",
                                scaler.getMetadata().getNamespace(),
                                "autoscaler",
                                scaler.getMetadata().getName(),
                                "state",
                                state),
                        known));
    }
}
