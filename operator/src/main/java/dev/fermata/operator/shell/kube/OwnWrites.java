package dev.fermata.operator.shell.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What this process wrote and its cache has not seen yet, so that it reads what it wrote. An answer of the API server stands in for the
 * cached object for as long as the cache shows a state that this answer replaced; as soon as it shows anything else, the cache is right.
 *
 * <p>Versions are compared for equality only. An answer that the cache never catches up with is forgotten after a minute.
 */
public final class OwnWrites<T extends HasMetadata> {
    private static final Duration LIFETIME = Duration.ofMinutes(1);
    private static final int REMEMBERED_ENDS = 1_000;

    /** Stands for the state before a creation. */
    private static final String ABSENT = "";

    private final Clock clock;
    private final Map<ObjectKey, Write<T>> writes = new ConcurrentHashMap<>();
    private final Map<String, Boolean> gone = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED_ENDS;
        }
    };

    public OwnWrites(Clock clock) {
        this.clock = clock;
    }

    /** The API server created this object for us. */
    public synchronized void created(T answer) {
        if (!isGone(answer)) {
            writes.put(ObjectKey.of(answer), new Write<>(answer, Set.of(ABSENT), expiry()));
        }
    }

    /** The API server changed the object for us, from the version {@code before} to {@code answer}. */
    public synchronized void changed(String before, T answer) {
        if (isGone(answer)) {
            return;
        }
        ObjectKey key = ObjectKey.of(answer);
        Set<String> replaced = new HashSet<>(Set.of(before));
        Write<T> earlier = writes.get(key);
        if (earlier != null && version(earlier.answer).equals(before)) {
            replaced.addAll(earlier.replaced);
        }
        writes.put(key, new Write<>(answer, Set.copyOf(replaced), expiry()));
    }

    /** The cache saw the object go. */
    public synchronized void gone(T object) {
        gone.put(object.getMetadata().getUid(), true);
        writes.computeIfPresent(
                ObjectKey.of(object),
                (key, write) -> write.answer
                                .getMetadata()
                                .getUid()
                                .equals(object.getMetadata().getUid())
                        ? null
                        : write);
    }

    /** The cache shows an object that it did not show before: a new one, or one that it had lost from its selection. */
    public synchronized void appeared(T object) {
        gone.remove(object.getMetadata().getUid());
    }

    /** The newer of what was found in the cache at this place, which may have gone since, and what was written there. */
    public Optional<T> over(ObjectKey key, @Nullable T found) {
        T cached = found == null || isGone(found) ? null : found;
        Write<T> write = writes.get(key);
        if (write == null) {
            return Optional.ofNullable(cached);
        }
        if (write.replaces(cached) && clock.instant().isBefore(write.until)) {
            return Optional.of(write.answer);
        }
        writes.remove(key, write);
        return Optional.ofNullable(cached);
    }

    /** The cached objects, each as new as {@link #over} knows it, and those that were created and that the cache has not shown. */
    public Stream<T> over(List<T> cached) {
        Set<ObjectKey> shown = cached.stream().map(ObjectKey::of).collect(Collectors.toSet());
        Instant now = clock.instant();
        Stream<T> unseen = writes.entrySet().stream()
                .filter(entry -> !shown.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .filter(write -> write.replaces(null) && now.isBefore(write.until))
                .map(write -> write.answer);
        Stream<T> seen = cached.stream().flatMap(object -> over(ObjectKey.of(object), object).stream());
        return Stream.concat(seen, unseen);
    }

    /** Whether this very state is this process's own doing. */
    public boolean wrote(T state) {
        Write<T> write = writes.get(ObjectKey.of(state));
        return write != null && version(write.answer).equals(version(state));
    }

    /** The version to name as a precondition: that of this process's answer where it replaced the given one, else the given one. */
    public String newest(ObjectKey key, String version) {
        Write<T> write = writes.get(key);
        return write != null && write.replaced.contains(version) ? version(write.answer) : version;
    }

    private synchronized boolean isGone(T object) {
        return gone.containsKey(object.getMetadata().getUid());
    }

    private Instant expiry() {
        return clock.instant().plus(LIFETIME);
    }

    private static String version(HasMetadata object) {
        return object.getMetadata().getResourceVersion();
    }

    private record Write<T extends HasMetadata>(T answer, Set<String> replaced, Instant until) {

        boolean replaces(@Nullable T cached) {
            return replaced.contains(cached == null ? ABSENT : version(cached));
        }
    }
}
