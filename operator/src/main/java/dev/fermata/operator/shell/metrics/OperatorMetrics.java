package dev.fermata.operator.shell.metrics;

import dev.fermata.operator.autoscaler.Exchange;
import dev.fermata.operator.guard.ExpectedPolicy;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.shell.act.StepListener;
import dev.fermata.operator.shell.part.Parts.Standing;
import dev.fermata.operator.shell.sidecar.SidecarCalls;
import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All metrics of the operator. Those about objects as they are now are computed from the cache when somebody reads them, so that the
 * series of a Fleet end with it. docs/reference/metrics.md has them all.
 */
public final class OperatorMetrics implements StepListener, AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();
    private final Clock clock;
    private final Sight sight;
    private final Rollouts rollouts;
    private final Ledger ledger;
    private final Autoscaling autoscaling;
    private final Timer permissionToGone;
    private final MultiGauge phases;
    private final MultiGauge waiting;
    private final MultiGauge longest;
    private final MultiGauge running;
    private final MultiGauge policies;

    /**
     * What there is, whenever somebody reads the metrics.
     *
     * @param servers all Servers
     * @param gameTypes all GameTypes
     * @param scalers all GameAutoscalers
     * @param parts how the operator's parts stand
     * @param policies how the guard's policies stand, by their names
     */
    public record Sight(
            Supplier<Stream<Server>> servers,
            Supplier<Stream<GameType>> gameTypes,
            Supplier<Stream<GameAutoscaler>> scalers,
            Supplier<List<Standing>> parts,
            Supplier<Map<String, ExpectedPolicy.State>> policies) {}

    /** Begins to count. */
    public OperatorMetrics(Clock clock, Sight sight) {
        this.clock = clock;
        this.sight = sight;
        this.rollouts = new Rollouts(registry);
        this.ledger = new Ledger(registry);
        this.autoscaling = new Autoscaling(registry);
        this.permissionToGone = Timer.builder("fermata.permission.to.gone")
                .description("From a game's permission, or the request if that came later, to the end of its Pod")
                .serviceLevelObjectives(buckets(1, 2, 5, 10, 30, 60, 300))
                .register(registry);
        this.phases = gauge("fermata.servers", "Servers by phase");
        this.waiting = gauge("fermata.servers.waiting", "Servers whose end waits, by reason");
        this.longest = gauge("fermata.servers.waiting.longest.seconds", "Age of the oldest request whose end waits");
        this.running = gauge("fermata.part.running", "Whether a part of the operator runs: 1 or 0");
        this.policies =
                gauge("fermata.guard.policy", "Whether an admission policy of the guard stands as installed: 1 or 0");
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        garbage.bindTo(registry);
    }

    private MultiGauge gauge(String name, String description) {
        return gauge(registry, name, description);
    }

    /** One of many series, which come and go. */
    static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    private static Duration[] buckets(int... seconds) {
        return java.util.Arrays.stream(seconds).mapToObj(Duration::ofSeconds).toArray(Duration[]::new);
    }

    /** Tells whether this operator leads, whenever somebody reads it. */
    public void leads(BooleanSupplier leads) {
        Gauge.builder("fermata.leader", () -> leads.getAsBoolean() ? 1 : 0)
                .description("Whether this operator is the one that works: 1 or 0")
                .register(registry);
    }

    /** What the SDK counts, of kinds and not of single objects. */
    public Metrics ofControllers() {
        return MicrometerMetrics.withoutPerResourceMetrics(registry);
    }

    /** A call to a sidecar ended. */
    public void called(Step.Call call, SidecarCalls.Result result) {
        registry.counter(
                        "fermata.sidecar.calls",
                        Tags.of(
                                "call", call.getClass().getSimpleName(),
                                "result", result.name().toLowerCase(Locale.ROOT)))
                .increment();
    }

    /** A question to a webhook ended. */
    public void asked(Exchange exchange) {
        autoscaling.asked(exchange);
    }

    /** A nudge was heard. */
    public void nudged() {
        registry.counter("fermata.nudges").increment();
    }

    @Override
    public void done(HasMetadata subject, Step.Write step) {
        if (step instanceof Step.DeletePod delete) {
            registry.counter("fermata.pod.deletions", Tags.of("cause", delete.cause()))
                    .increment();
        }
        if (step instanceof Step.RemoveFinalizer && subject instanceof Server server) {
            Ends.permissionToNow(server, clock.instant()).ifPresent(permissionToGone::record);
        }
        if (step instanceof Step.WriteServerStatus write && subject instanceof Server server) {
            ledger.written(server, write.status());
        }
        if (step instanceof Step.WriteGameTypeStatus write && subject instanceof GameType gameType) {
            rollouts.written(gameType, write.status());
        }
    }

    /** All metrics, in the exposition format of this media type. */
    public String scrape(String contentType) {
        Census census = Census.of(sight.servers().get(), clock.instant());
        phases.register(census.phases(), true);
        waiting.register(census.waiting(), true);
        longest.register(census.longest(), true);
        rollouts.show(sight.gameTypes().get().toList());
        autoscaling.show(sight.scalers().get().toList());
        running.register(
                sight.parts().get().stream()
                        .<MultiGauge.Row<?>>map(
                                part -> MultiGauge.Row.of(Tags.of("part", part.name()), part.running() ? 1 : 0))
                        .toList(),
                true);
        policies.register(
                sight.policies().get().entrySet().stream()
                        .<MultiGauge.Row<?>>map(policy -> MultiGauge.Row.of(
                                Tags.of("policy", policy.getKey()),
                                policy.getValue() == ExpectedPolicy.State.INTACT ? 1 : 0))
                        .toList(),
                true);
        return registry.scrape(contentType);
    }

    @Override
    public void close() {
        garbage.close();
        registry.close();
    }
}
