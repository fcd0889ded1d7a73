package dev.fermata.local.apiserver.gc;

import dev.fermata.local.apiserver.json.Meta;
import dev.fermata.local.apiserver.resource.ResourceType;
import dev.fermata.local.apiserver.rest.DeleteOptions;
import dev.fermata.local.apiserver.rest.DeleteOptions.Propagation;
import dev.fermata.local.apiserver.rest.Part;
import dev.fermata.local.apiserver.rest.Resources;
import dev.fermata.local.apiserver.rest.Target;
import dev.fermata.local.apiserver.rest.WriteOptions;
import dev.fermata.local.apiserver.store.Change;
import dev.fermata.local.apiserver.store.Key;
import dev.fermata.local.apiserver.store.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what has no owner left, and takes care of owners that are deleted in the foreground or that orphan their dependents. As the
 * real one: an owner is the object with the uid that the reference names, in the dependent's namespace or cluster-scoped; one of an
 * unknown kind is left alone.
 */
final class GarbageCollector implements Controller {
    private final Resources resources;

    GarbageCollector(Resources resources) {
        this.resources = resources;
    }

    /** What became of an owner, as far as its dependents are concerned. */
    private enum Owner {
        SOLID,
        ABSENT,
        WAITING
    }

    @Override
    public void react(Change change) {
        Stored after = change.after();
        switch (change.type()) {
            case ADDED -> consider(after.key());
            case MODIFIED -> {
                considerDeletion(after.key());
                releaseOwners(change.before());
            }
            case DELETED -> {
                resources.store().dependents(after.meta().uid()).forEach(this::consider);
                releaseOwners(after);
            }
        }
    }

    /** Owners in foreground deletion may be able to go now. */
    private void releaseOwners(@Nullable Stored dependent) {
        if (dependent == null) {
            return;
        }
        for (Meta.Owner owner : dependent.meta().owners()) {
            Key key = owner.blocks() ? resources.store().find(owner.uid()) : null;
            if (key != null) {
                considerDeletion(key);
            }
        }
    }

    private void considerDeletion(Key key) {
        Stored owner = resources.store().get(key);
        if (owner == null || !owner.meta().isDeleting()) {
            return;
        }
        List<String> finalizers = owner.meta().finalizers();
        Collection<Key> dependents = resources.store().dependents(owner.meta().uid());
        if (finalizers.contains(DeleteOptions.ORPHAN)) {
            dependents.forEach(
                    dependent -> disown(dependent, List.of(owner.meta().uid())));
            removeFinalizer(owner, DeleteOptions.ORPHAN);
        } else if (finalizers.contains(DeleteOptions.FOREGROUND)) {
            if (dependents.stream()
                    .noneMatch(dependent -> blocks(dependent, owner.meta().uid()))) {
                removeFinalizer(owner, DeleteOptions.FOREGROUND);
            } else {
                dependents.forEach(this::consider);
            }
        }
    }

    private boolean blocks(Key dependent, String owner) {
        Stored stored = resources.store().get(dependent);
        return stored != null
                && stored.meta().owners().stream()
                        .anyMatch(one -> one.blocks() && one.uid().equals(owner));
    }

    private void consider(Key key) {
        Stored dependent = resources.store().get(key);
        if (dependent == null
                || dependent.meta().isDeleting()
                || dependent.meta().owners().isEmpty()) {
            return;
        }
        List<String> gone = new ArrayList<>();
        int waiting = 0;
        int solid = 0;
        for (Meta.Owner reference : dependent.meta().owners()) {
            switch (owner(dependent, reference)) {
                case SOLID -> solid++;
                case ABSENT -> gone.add(reference.uid());
                case WAITING -> {
                    waiting++;
                    gone.add(reference.uid());
                }
            }
        }
        if (solid > 0) {
            disown(key, gone);
        } else {
            delete(dependent, waiting > 0);
        }
    }

    private Owner owner(Stored dependent, Meta.Owner reference) {
        ResourceType type = resources.types().ofKind(reference.apiVersion(), reference.kind());
        if (type == null) {
            return Owner.SOLID;
        }
        String namespace = type.namespaced() ? dependent.key().namespace() : "";
        Stored owner = resources.store().get(type.key(namespace, reference.name()));
        if (owner == null || !owner.meta().uid().equals(reference.uid())) {
            return Owner.ABSENT;
        }
        boolean foreground =
                owner.meta().isDeleting() && owner.meta().finalizers().contains(DeleteOptions.FOREGROUND);
        return foreground ? Owner.WAITING : Owner.SOLID;
    }

    private void delete(Stored dependent, boolean ownerWaits) {
        Target target = Controllers.target(resources, dependent.key());
        DeleteOptions options = DeleteOptions.of(dependent.meta().uid(), propagation(dependent, ownerWaits));
        Controllers.attempt(() -> resources.delete(target, options));
    }

    private Propagation propagation(Stored dependent, boolean ownerWaits) {
        List<String> finalizers = dependent.meta().finalizers();
        if (finalizers.contains(DeleteOptions.ORPHAN)) {
            return Propagation.ORPHAN;
        }
        boolean owns = !resources.store().dependents(dependent.meta().uid()).isEmpty();
        return finalizers.contains(DeleteOptions.FOREGROUND) || (ownerWaits && owns)
                ? Propagation.FOREGROUND
                : Propagation.BACKGROUND;
    }

    private void disown(Key dependent, Collection<String> owners) {
        if (!owners.isEmpty()) {
            edit(dependent, meta -> meta.disown(owners));
        }
    }

    private void removeFinalizer(Stored owner, String finalizer) {
        edit(owner.key(), meta -> {
            List<String> left = new ArrayList<>(meta.finalizers());
            left.remove(finalizer);
            meta.finalizers(left);
        });
    }

    private void edit(Key key, java.util.function.Consumer<Meta> change) {
        Target target = Controllers.target(resources, key);
        Controllers.attempt(() -> resources.update(
                target,
                Part.OBJECT,
                object -> {
                    change.accept(new Meta(object));
                    return object;
                },
                WriteOptions.PLAIN));
    }
}
