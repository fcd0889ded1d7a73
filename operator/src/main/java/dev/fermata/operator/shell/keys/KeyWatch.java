package dev.fermata.operator.shell.keys;

import dev.fermata.operator.shell.part.Part;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Watches the Secret of install keys, and no other: what a person adds is used at once.
 *
 * @param changed run after each change
 */
public record KeyWatch(KubernetesClient client, InstallKeys keys, Runnable changed) implements Part {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "InstallKeys";
    }

    @Override
    public List<String> needs() {
        return List.of();
    }

    @Override
    public Running start(Consumer<String> broken) {
        SharedIndexInformer<Secret> informer = client.secrets()
                .inNamespace(keys.place().namespace())
                .withName(InstallKeys.SECRET)
                .runnableInformer(0);
        informer.addEventHandler(new Handler());
        try {
            informer.start().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            informer.stop();
            throw failure(e);
        }
        informer.stopped().whenComplete((nothing, failure) -> {
            if (failure != null) {
                broken.accept(String.valueOf(failure.getMessage()));
            }
        });
        return new Watching(informer);
    }

    private static RuntimeException failure(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return e.getCause() instanceof KubernetesClientException refused
                ? refused
                : new KubernetesClientException("no answer from the API server for Secret " + InstallKeys.SECRET, e);
    }

    private record Watching(SharedIndexInformer<Secret> informer) implements Running {
        @Override
        public boolean isStale() {
            return !informer.isWatching();
        }

        @Override
        public void close() {
            informer.stop();
        }
    }

    private final class Handler implements ResourceEventHandler<Secret> {
        @Override
        public void onAdd(Secret secret) {
            keys.take(secret);
            changed.run();
        }

        @Override
        public void onUpdate(Secret before, Secret after) {
            onAdd(after);
        }

        @Override
        public void onDelete(Secret secret, boolean finalStateUnknown) {
            keys.missed();
            changed.run();
        }
    }
}
