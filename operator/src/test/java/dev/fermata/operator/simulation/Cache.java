package dev.fermata.operator.simulation;

import dev.fermata.operator.simulation.Cluster.Change;
import dev.fermata.operator.simulation.Cluster.Kind;
import dev.fermata.operator.simulation.Cluster.Place;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One operator's informers: one for each kind, each as far behind as it likes, and ahead of itself for the operator's own writes. */
final class Cache {
    private final Cluster cluster;
    private final Map<Kind, Integer> read = new EnumMap<>(Kind.class);
    private final Map<Place, HasMetadata> objects = new TreeMap<>();

    /** Starts with a list. */
    Cache(Cluster cluster) {
        this.cluster = cluster;
        for (Kind kind : Kind.values()) {
            read.put(kind, cluster.log().size());
            cluster.list(kind).forEach(object -> objects.put(Place.of(object), object));
        }
    }

    @Nullable
    HasMetadata get(Place place) {
        return objects.get(place);
    }

    <T extends HasMetadata> Stream<T> list(Class<T> type) {
        return objects.values().stream().filter(type::isInstance).map(type::cast);
    }

    /** An own write, before the watch has it. */
    void own(HasMetadata object) {
        objects.put(Place.of(object), object);
    }

    boolean isBehind(Kind kind) {
        return next(kind) != null;
    }

    /** The next change of a kind. */
    @Nullable
    Change deliver(Kind kind) {
        Change change = next(kind);
        if (change == null) {
            return null;
        }
        read.put(kind, (int) change.revision());
        HasMetadata known = objects.get(change.place());
        boolean older = known != null && revision(known) > change.revision();
        if (older) {
            return change;
        }
        if (change.deleted()) {
            objects.remove(change.place());
        } else {
            objects.put(change.place(), change.object());
        }
        return change;
    }

    private @Nullable Change next(Kind kind) {
        List<Change> log = cluster.log();
        for (int i = read.getOrDefault(kind, 0); i < log.size(); i++) {
            if (log.get(i).place().kind() == kind) {
                return log.get(i);
            }
        }
        return null;
    }

    private static long revision(HasMetadata object) {
        return Long.parseLong(object.getMetadata().getResourceVersion());
    }
}
