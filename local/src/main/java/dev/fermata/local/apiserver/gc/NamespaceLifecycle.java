package dev.fermata.local.apiserver.gc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.resource.BuiltIns;
import dev.fermata.local.apiserver.rest.DeleteOptions;
import dev.fermata.local.apiserver.rest.Part;
import dev.fermata.local.apiserver.rest.Resources;
import dev.fermata.local.apiserver.rest.Target;
import dev.fermata.local.apiserver.rest.WriteOptions;
import dev.fermata.local.apiserver.store.Change;
import dev.fermata.local.apiserver.store.Key;
import dev.fermata.local.apiserver.store.Stored;
import java.util.Collection;
import java.util.List;

/** Empties a namespace that is deleted, Pods first and everything else when they are gone, and then lets it go. */
final class NamespaceLifecycle implements Controller {
    private final Resources resources;

    NamespaceLifecycle(Resources resources) {
        this.resources = resources;
    }

    @Override
    public void react(Change change) {
        Key key = change.after().key();
        if (key.type().equals(BuiltIns.NAMESPACES.id())) {
            empty(key.name());
        } else if (!key.namespace().isEmpty() && change.type() != Change.Type.MODIFIED) {
            empty(key.namespace());
        }
    }

    private void empty(String name) {
        Target namespace = new Target(BuiltIns.NAMESPACES, "", name);
        Stored stored = resources.store().get(namespace.key());
        if (stored == null || !stored.meta().isDeleting()) {
            return;
        }
        Collection<Key> contents = resources.store().contents(name);
        if (contents.isEmpty()) {
            Controllers.attempt(() ->
                    resources.update(namespace, Part.FINALIZERS, NamespaceLifecycle::released, WriteOptions.PLAIN));
            return;
        }
        List<Key> pods = contents.stream()
                .filter(key -> key.type().equals(BuiltIns.PODS.id()))
                .toList();
        (pods.isEmpty() ? contents : pods).forEach(this::delete);
    }

    private static ObjectNode released(ObjectNode namespace) {
        namespace.withObject("/spec").remove("finalizers");
        return namespace;
    }

    private void delete(Key key) {
        Stored stored = resources.store().get(key);
        if (stored != null && !stored.meta().isDeleting()) {
            Target target = Controllers.target(resources, key);
            DeleteOptions options = DeleteOptions.of(stored.meta().uid(), DeleteOptions.Propagation.BACKGROUND);
            Controllers.attempt(() -> resources.delete(target, options));
        }
    }
}
