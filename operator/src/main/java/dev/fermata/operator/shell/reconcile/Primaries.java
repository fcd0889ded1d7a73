package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.kube.OwnWrites;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The primaries of a controller, as its cache shows them, this process's own writes included. Empty while the controller does not run. */
public final class Primaries<P extends HasMetadata> {
    private final OwnWrites<P> ownWrites;
    private volatile @Nullable Cache<P> cache;

    public Primaries(OwnWrites<P> ownWrites) {
        this.ownWrites = ownWrites;
    }

    /** From now on; a cache of an informer that has not started yet cannot be looked at. */
    void show(Cache<P> shown) {
        cache = shown;
    }

    OwnWrites<P> ownWrites() {
        return ownWrites;
    }

    /** The primary at this place. */
    public Optional<P> get(ObjectKey place) {
        return ownWrites.over(place, cached(place).orElse(null));
    }

    /** The primary at this place, as the cache shows it. */
    Optional<P> cached(ObjectKey place) {
        Cache<P> shown = cache;
        return shown == null ? Optional.empty() : shown.get(new ResourceID(place.name(), place.namespace()));
    }

    /** All primaries, as the cache shows them. */
    public Stream<P> stream() {
        Cache<P> shown = cache;
        return shown == null ? Stream.empty() : shown.list();
    }
}
