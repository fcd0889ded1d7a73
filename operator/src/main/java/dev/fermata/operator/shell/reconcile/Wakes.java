package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.shell.kube.ObjectKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.EventHandler;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Through this, whatever is not the primary itself (its Pod, its node, its sidecar's answer) has a primary looked at. */
final class Wakes<P extends HasMetadata> extends AbstractEventSource<P, P> implements ResourceEventAware<P> {
    private static final Executor SOON = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final Primaries<P> primaries;
    private final Consumer<P> gone;
    private volatile @Nullable Cache<P> cache;

    /**
     * Wakes nothing before the controller has started.
     *
     * @param gone hears of primaries that are no more
     */
    Wakes(Class<P> type, Primaries<P> primaries, Consumer<P> gone) {
        super(type, "wakes");
        this.primaries = primaries;
        this.gone = gone;
    }

    /** The cache of the primaries, to be shown when this starts: the SDK starts what fills it before. */
    void startWith(Cache<P> primariesCache) {
        cache = primariesCache;
    }

    @Override
    public void start() {
        Cache<P> filled = cache;
        if (filled == null) {
            throw new IllegalStateException("Started before the cache of the primaries is known");
        }
        primaries.show(filled);
        super.start();
    }

    /** Has the primary at this place looked at, if there is one. */
    void wake(ObjectKey place) {
        send(new Event(new ResourceID(place.name(), place.namespace())));
    }

    /** Has all primaries looked at that there are. */
    void wakeAll() {
        primaries.stream().map(ObjectKey::of).toList().forEach(this::wake);
    }

    /** Has this primary looked at, also if the SDK does not know yet that there is one. */
    void appeared(P primary) {
        send(new ResourceEvent(ResourceAction.ADDED, ResourceID.fromResource(primary), primary));
    }

    /**
     * Has the primary at this place, where one has just gone, looked at, should there be a new one: the SDK, when it is done with a
     * deletion, forgets all it knows of the name, and with it the news of a successor that came in the meantime.
     */
    void reviveLater(ObjectKey place) {
        SOON.execute(() -> primaries.cached(place).ifPresent(this::appeared));
    }

    /** Whether a change is one of what is wished for; changes of a status are this process's own. */
    static boolean isWished(HasMetadata after, HasMetadata before) {
        ObjectMeta now = after.getMetadata();
        ObjectMeta then = before.getMetadata();
        return !Objects.equals(now.getUid(), then.getUid())
                || !Objects.equals(now.getGeneration(), then.getGeneration())
                || !Objects.equals(now.getDeletionTimestamp(), then.getDeletionTimestamp());
    }

    private void send(Event event) {
        EventHandler handler = getEventHandler();
        if (isRunning() && handler != null) {
            handler.handleEvent(event);
        }
    }

    @Override
    public void onResourceDeleted(P primary) {
        primaries.ownWrites().gone(primary);
        gone.accept(primary);
    }

    @Override
    public Set<P> getSecondaryResources(P primary) {
        return Set.of();
    }
}
