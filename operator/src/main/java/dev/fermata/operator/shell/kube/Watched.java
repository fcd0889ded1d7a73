package dev.fermata.operator.shell.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A watched, pruned copy of all objects of one type in the namespaces of interest, shared by whoever needs them; this process's own
 * writes are in it at once. Listeners hear of a change only if it is one in what matters, and not of states that this process wrote.
 */
public final class Watched<T extends HasMetadata> implements AutoCloseable {
    private final KubernetesClient client;
    private final ApiServer api;
    private final Selection<T> selection;
    private final OwnWrites<T> ownWrites;
    private final List<Listener<T>> listeners = new CopyOnWriteArrayList<>();
    private final List<SharedIndexInformer<T>> informers = new CopyOnWriteArrayList<>();

    /** Hears of changes, on a thread that must not be kept. */
    public interface Listener<T> {
        /** The object appeared or changed in something that matters. */
        void changed(T object);

        /** The object is gone. */
        void gone(T object);

        /** One to which both are the same. */
        static <T> Listener<T> either(Consumer<T> hear) {
            return new Listener<>() {
                @Override
                public void changed(T object) {
                    hear.accept(object);
                }

                @Override
                public void gone(T object) {
                    hear.accept(object);
                }
            };
        }
    }

    public Watched(KubernetesClient client, ApiServer api, Selection<T> selection, OwnWrites<T> ownWrites) {
        this.client = client;
        this.api = api;
        this.selection = selection;
        this.ownWrites = ownWrites;
    }

    public void listen(Listener<T> listener) {
        listeners.add(listener);
    }

    /** Forgets the listener. */
    public void unlisten(Listener<T> listener) {
        listeners.remove(listener);
    }

    /**
     * Lists, begins to watch, and waits for both.
     *
     * @param broken is told if a watch ends by itself and is not begun again
     * @throws RuntimeException if there is no such type, no right to it, or no answer in time; the message says so, and nothing is left
     *     running
     */
    public void start(Duration patience, Consumer<String> broken) {
        api.require(selection.type(), selection.namespaces());
        if (selection.namespaces().isEmpty()) {
            begin("");
        }
        selection.namespaces().forEach(this::begin);
        try {
            CompletableFuture.allOf(informers.stream()
                            .map(informer -> informer.start().toCompletableFuture())
                            .toArray(CompletableFuture[]::new))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            close();
            throw failure(e);
        }
        informers.forEach(informer -> informer.stopped().whenComplete((nothing, failure) -> {
            if (failure != null) {
                broken.accept(String.valueOf(failure.getMessage()));
            }
        }));
    }

    private void begin(String namespace) {
        var resources = client.resources(selection.type());
        var place = namespace.isEmpty() ? resources.inAnyNamespace() : resources.inNamespace(namespace);
        SharedIndexInformer<T> informer =
                selection.label().map(place::withLabel).orElse(place).runnableInformer(0);
        informer.itemStore(new PrunedStore<>(selection.prune()));
        informer.addIndexers(selection.indexes());
        informer.addEventHandler(new Handler());
        informers.add(informer);
    }

    private RuntimeException failure(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        if (e.getCause() instanceof KubernetesClientException refused) {
            return refused;
        }
        return new KubernetesClientException(
                "no answer from the API server for " + HasMetadata.getFullResourceName(selection.type()), e);
    }

    /** The object, this process's own writes included. */
    public Optional<T> get(ObjectKey key) {
        return ownWrites.over(key, cached(key));
    }

    private @Nullable T cached(ObjectKey key) {
        String name = Cache.namespaceKeyFunc(key.namespace(), key.name());
        for (SharedIndexInformer<T> informer : informers) {
            T object = informer.getIndexer().getByKey(name);
            if (object != null) {
                return object;
            }
        }
        return null;
    }

    /** The objects that the index has under this key, as the cache shows them. */
    public List<T> byIndex(String index, String key) {
        return informers.stream()
                .flatMap(informer -> informer.getIndexer().byIndex(index, key).stream())
                .toList();
    }

    /** All objects, as the cache shows them. */
    public List<T> list() {
        return informers.stream()
                .flatMap(informer -> informer.getIndexer().list().stream())
                .toList();
    }

    public OwnWrites<T> ownWrites() {
        return ownWrites;
    }

    /** Whether it lost its watch and is trying to get it back; what it shows may be old. */
    public boolean isStale() {
        return informers.stream().anyMatch(informer -> !informer.isWatching());
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::stop);
        informers.clear();
    }

    private boolean matters(T before, T after) {
        return !selection.essence().apply(before).equals(selection.essence().apply(after));
    }

    /** Told whoever did it: it is where the waiting for the object's end begins. */
    private static boolean isEnding(HasMetadata before, HasMetadata after) {
        return before.getMetadata().getDeletionTimestamp() == null
                && after.getMetadata().getDeletionTimestamp() != null;
    }

    private final class Handler implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T object) {
            ownWrites.appeared(object);
            if (!ownWrites.wrote(object)) {
                listeners.forEach(listener -> listener.changed(object));
            }
        }

        @Override
        public void onUpdate(T before, T after) {
            if (isEnding(before, after) || (matters(before, after) && !ownWrites.wrote(after))) {
                listeners.forEach(listener -> listener.changed(after));
            }
        }

        @Override
        public void onDelete(T object, boolean finalStateUnknown) {
            ownWrites.gone(object);
            listeners.forEach(listener -> listener.gone(object));
        }
    }
}
