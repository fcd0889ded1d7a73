package dev.fermata.operator.shell.part;

import dev.fermata.operator.shell.kube.ApiServer;
import dev.fermata.operator.shell.kube.PrunedStore;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A controller of the Java Operator SDK, in an instance of the SDK of its own: what stops one kind stops no other.
 *
 * @param <P> what it reconciles
 */
public final class ControllerPart<P extends HasMetadata> implements Part {
    private static final Duration CACHE_PATIENCE = Duration.ofSeconds(30);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    private static final long FIRST_RETRY_MILLIS = 1_000;
    private static final long LAST_RETRY_MILLIS = 120_000;

    private final Frame frame;
    private final Description<P> description;

    /** What all controllers share. */
    public record Frame(KubernetesClient client, ApiServer api, Set<String> namespaces, Metrics metrics) {}

    /**
     * What one is.
     *
     * @param type what it reconciles
     * @param label a label that each has; absent: any object
     * @param prune what is kept of each in its cache; may change its argument
     * @param threads how many reconciliations may be under way
     * @param reconciler makes the reconciler, anew at each start
     * @param tuning further configuration, after the common one
     */
    public record Description<P extends HasMetadata>(
            String name,
            List<String> needs,
            Class<P> type,
            Optional<String> label,
            UnaryOperator<P> prune,
            int threads,
            Supplier<Reconciler<P>> reconciler,
            Consumer<ControllerConfigurationOverrider<P>> tuning) {}

    public ControllerPart(Frame frame, Description<P> description) {
        this.frame = frame;
        this.description = description;
    }

    @Override
    public String name() {
        return description.name();
    }

    @Override
    public List<String> needs() {
        return description.needs();
    }

    @Override
    public Running start(Consumer<String> broken) {
        frame.api().require(description.type(), frame.namespaces());
        AtomicReference<String> failure = new AtomicReference<>();
        Operator operator = new Operator(overrider -> configure(overrider, reason -> {
            failure.compareAndSet(null, reason);
            broken.accept(reason);
        }));
        operator.register(description.reconciler().get(), this::configure);
        try {
            operator.start();
        } catch (RuntimeException e) {
            throw new IllegalStateException(Optional.ofNullable(failure.get()).orElseGet(() -> deepest(e)), e);
        }
        return new RunningController(operator);
    }

    private void configure(ConfigurationServiceOverrider overrider, Consumer<String> broken) {
        ExecutorService threads = Executors.newFixedThreadPool(
                description.threads(),
                Thread.ofPlatform()
                        .daemon()
                        .name("fermata-" + description.name() + "-", 0)
                        .factory());
        overrider
                .withKubernetesClient(frame.client())
                .withCloseClientOnStop(false)
                .withMetrics(frame.metrics())
                .withExecutorService(threads)
                .withReconciliationTerminationTimeout(STOP_PATIENCE)
                .withCacheSyncTimeout(CACHE_PATIENCE)
                .withUseSSAToPatchPrimaryResource(false)
                .withResourceCloner(UNCHANGED)
                .withInformerStoppedHandler((informer, reason) -> {
                    if (reason != null) {
                        broken.accept(deepest(reason));
                    }
                });
    }

    /** Reconcilers here change no primary: a copy for each, at the price of writing and parsing it, would be for nothing. */
    private static final Cloner UNCHANGED = new Cloner() {
        @Override
        public <R extends HasMetadata> R clone(R object) {
            return object;
        }
    };

    private void configure(ControllerConfigurationOverrider<P> overrider) {
        overrider
                .withName(description.name())
                .withRetry(new GenericRetry()
                        .setInitialInterval(FIRST_RETRY_MILLIS)
                        .setIntervalMultiplier(2)
                        .setMaxInterval(LAST_RETRY_MILLIS)
                        .withoutMaxAttempts())
                .withReconciliationMaxInterval(null)
                .withGenerationAware(false)
                .withTriggerReconcilerOnAllEvents(true);
        description.label().ifPresent(overrider::withLabelSelector);
        if (!frame.namespaces().isEmpty()) {
            overrider.settingNamespaces(frame.namespaces());
        }
        if (frame.namespaces().size()
                <= 1) { // with more, the SDK would have several informers share the store, and empty it
            overrider.withItemStore(new PrunedStore<>(description.prune()));
        }
        description.tuning().accept(overrider);
    }

    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private record RunningController(Operator operator) implements Running {
        @Override
        public boolean isStale() {
            return !operator.getRuntimeInfo().allEventSourcesAreHealthy();
        }

        @Override
        public void close() {
            operator.stop();
        }
    }
}
