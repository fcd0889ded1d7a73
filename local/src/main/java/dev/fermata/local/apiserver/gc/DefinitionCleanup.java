package dev.fermata.local.apiserver.gc;

import dev.fermata.local.apiserver.json.Meta;
import dev.fermata.local.apiserver.resource.BuiltIns;
import dev.fermata.local.apiserver.resource.CustomTypes;
import dev.fermata.local.apiserver.resource.Definitions;
import dev.fermata.local.apiserver.resource.ResourceType;
import dev.fermata.local.apiserver.rest.DeleteOptions;
import dev.fermata.local.apiserver.rest.Part;
import dev.fermata.local.apiserver.rest.Resources;
import dev.fermata.local.apiserver.rest.Target;
import dev.fermata.local.apiserver.rest.WriteOptions;
import dev.fermata.local.apiserver.select.Selector;
import dev.fermata.local.apiserver.store.Change;
import dev.fermata.local.apiserver.store.Key;
import dev.fermata.local.apiserver.store.Stored;
import java.util.ArrayList;
import java.util.List;

/** Deletes the objects of a kind whose definition is deleted, and then lets the definition go. */
final class DefinitionCleanup implements Controller {
    private final Resources resources;

    DefinitionCleanup(Resources resources) {
        this.resources = resources;
    }

    @Override
    public void react(Change change) {
        Key key = change.after().key();
        if (key.type().equals(BuiltIns.CRDS.id())) {
            clean(key);
        } else if (change.type() == Change.Type.DELETED) {
            String plural = key.type().substring(key.type().indexOf('/') + 1);
            String group = key.type().substring(0, key.type().indexOf('/'));
            clean(BuiltIns.CRDS.key("", plural + "." + group));
        }
    }

    private void clean(Key key) {
        Stored definition = resources.store().get(key);
        if (definition == null || !definition.meta().isDeleting()) {
            return;
        }
        ResourceType type = CustomTypes.read(definition.json());
        if (type != null && !resources.store().list(type.id(), "").items().isEmpty()) {
            Controllers.attempt(() -> resources.deleteAll(type, "", Selector.ALL, DeleteOptions.PLAIN));
            return;
        }
        Controllers.attempt(() -> resources.update(
                new Target(BuiltIns.CRDS, "", key.name()),
                Part.OBJECT,
                object -> {
                    Meta meta = new Meta(object);
                    List<String> left = new ArrayList<>(meta.finalizers());
                    left.remove(Definitions.CLEANUP);
                    meta.finalizers(left);
                    return object;
                },
                WriteOptions.PLAIN));
    }
}
