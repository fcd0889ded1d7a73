package dev.fermata.operator.simulation;

import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The API server: objects with uids, resourceVersions, finalizers and preconditions, and a log of all changes that watchers read in their own
 * time. A stored object is never changed, only replaced.
 */
final class Cluster {
    static final String NAMESPACE = "games";

    /** What is stored. */
    enum Kind {
        FLEET,
        SERVER,
        POD,
        NODE;

        static Kind of(HasMetadata object) {
            return switch (object) {
                case Fleet fleet -> FLEET;
                case Server server -> SERVER;
                case Pod pod -> POD;
                case Node node -> NODE;
                default -> throw new IllegalStateException("Not of this world: " + object.getKind());
            };
        }
    }

    /** An object's place. */
    record Place(Kind kind, String name) implements Comparable<Place> {
        static Place of(HasMetadata object) {
            return new Place(Kind.of(object), object.getMetadata().getName());
        }

        @Override
        public int compareTo(Place other) {
            int kinds = kind.compareTo(other.kind);
            return kinds == 0 ? name.compareTo(other.name) : kinds;
        }
    }

    /** An object as it was after a change. */
    record Change(long revision, HasMetadata object, boolean deleted) {
        Place place() {
            return Place.of(object);
        }
    }

    /** An answer that is no success. */
    static final class Rejected extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final int code;

        Rejected(int code, String message) {
            super(message, null, false, false);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    private final Map<Place, HasMetadata> objects = new TreeMap<>();
    private final List<Change> log = new ArrayList<>();
    private final Supplier<Instant> clock;
    private long revision;
    private long uids;

    Cluster(Supplier<Instant> clock) {
        this.clock = clock;
    }

    @Nullable
    HasMetadata get(Place place) {
        return objects.get(place);
    }

    List<HasMetadata> list(Kind kind) {
        return objects.values().stream()
                .filter(object -> Kind.of(object) == kind)
                .toList();
    }

    List<Pod> pods() {
        return list(Kind.POD).stream().map(Pod.class::cast).toList();
    }

    List<Server> servers() {
        return list(Kind.SERVER).stream().map(Server.class::cast).toList();
    }

    @Nullable
    Pod pod(String name) {
        return (Pod) objects.get(new Place(Kind.POD, name));
    }

    @Nullable
    Server server(String name) {
        return (Server) objects.get(new Place(Kind.SERVER, name));
    }

    List<Change> log() {
        return log;
    }

    long revision() {
        return revision;
    }

    HasMetadata create(HasMetadata object) {
        Place place = Place.of(object);
        if (objects.containsKey(place)) {
            throw new Rejected(409, place + " exists");
        }
        ObjectMeta metadata = object.getMetadata();
        metadata.setNamespace(NAMESPACE);
        metadata.setUid("uid-" + ++uids);
        metadata.setCreationTimestamp(
                clock.get().truncatedTo(ChronoUnit.SECONDS).toString());
        metadata.setGeneration(1L);
        return store(object);
    }

    /** Stores a changed copy of what is there. */
    HasMetadata replace(HasMetadata copy) {
        if (!objects.containsKey(Place.of(copy))) {
            throw new Rejected(404, Place.of(copy) + " is not there");
        }
        boolean free = copy.getMetadata().getDeletionTimestamp() != null
                && copy.getMetadata().getFinalizers().isEmpty()
                && Kind.of(copy) != Kind.POD;
        return free ? remove(copy) : store(copy);
    }

    /** A deletion request: what has finalizers, and a Pod that may still run, gets a deletionTimestamp. */
    HasMetadata delete(HasMetadata object, long graceSeconds) {
        boolean held = !object.getMetadata().getFinalizers().isEmpty() || graceSeconds > 0;
        if (!held) {
            return remove(object);
        }
        if (object.getMetadata().getDeletionTimestamp() != null) {
            return object;
        }
        HasMetadata copy = Copies.of(object);
        copy.getMetadata()
                .setDeletionTimestamp(clock.get()
                        .plusSeconds(graceSeconds)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
        copy.getMetadata().setDeletionGracePeriodSeconds(graceSeconds);
        copy.getMetadata().setGeneration(object.getMetadata().getGeneration() + 1);
        return store(copy);
    }

    HasMetadata remove(HasMetadata object) {
        objects.remove(Place.of(object));
        log.add(new Change(++revision, object, true));
        return object;
    }

    /** What the garbage collector does: objects whose owner is gone are deleted in the background. */
    boolean collectGarbage() {
        for (HasMetadata object : List.copyOf(objects.values())) {
            boolean orphan = !object.getMetadata().getOwnerReferences().isEmpty()
                    && object.getMetadata().getDeletionTimestamp() == null
                    && object.getMetadata().getOwnerReferences().stream().noneMatch(owner -> exists(owner.getUid()));
            if (orphan) {
                delete(object, Copies.grace(object));
                return true;
            }
        }
        return false;
    }

    private boolean exists(String uid) {
        return objects.values().stream()
                .anyMatch(object -> object.getMetadata().getUid().equals(uid));
    }

    private HasMetadata store(HasMetadata object) {
        object.getMetadata().setResourceVersion(Long.toString(++revision));
        objects.put(Place.of(object), object);
        log.add(new Change(revision, object, false));
        return object;
    }
}
