package dev.fermata.local.apiserver.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.resource.ResourceType;
import dev.fermata.local.apiserver.resource.Types;
import dev.fermata.local.apiserver.select.Selector;
import dev.fermata.local.apiserver.store.Store;
import dev.fermata.local.apiserver.store.Stored;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Everything that can be done to objects. Requests that are refused throw a {@link dev.fermata.local.apiserver.refusal.Refusal}. */
public final class Resources {
    private final Context context;
    private final Creation creation;
    private final Updating updating;
    private final Deletion deletion;
    private final Scaling scaling;
    private final Binding binding;
    private final Map<String, Consumer<ObjectNode>> admissions = new ConcurrentHashMap<>();

    public Resources(Store store, Types types, InstantSource clock) {
        this.context = new Context(store, types, clock);
        this.creation = new Creation(context);
        this.updating = new Updating(context);
        this.deletion = new Deletion(context);
        this.scaling = new Scaling(context, updating);
        this.binding = new Binding(context);
    }

    /** From now on, does this to each new object of a type before it is looked at, as a mutating admission webhook would. */
    public void admit(ResourceType type, Consumer<ObjectNode> change) {
        admissions.put(type.id(), change);
    }

    public Store store() {
        return context.store();
    }

    public Types types() {
        return context.types();
    }

    public Outcome get(Target target) {
        return Outcome.of(200, context.require(target));
    }

    /** The objects that are selected, in the order of their names; an empty namespace means all of them. */
    public Store.Listing list(ResourceType type, String namespace, Selector selector) {
        Store.Listing all = context.store().list(type.id(), namespace);
        if (selector.equals(Selector.ALL)) {
            return all;
        }
        List<Stored> items =
                all.items().stream().filter(one -> selector.matches(one.json())).toList();
        return new Store.Listing(all.revision(), items);
    }

    /** Creates an object; the document is given away. */
    public Outcome create(ResourceType type, String namespace, ObjectNode object, WriteOptions options) {
        admissions.getOrDefault(type.id(), created -> {}).accept(object);
        return creation.create(type, namespace, object, options);
    }

    public Outcome update(Target target, Part part, Edit edit, WriteOptions options) {
        return updating.update(target, part, edit, options);
    }

    public Outcome delete(Target target, DeleteOptions options) {
        return deletion.delete(target, options);
    }

    /** Deletes each object that is selected; returns them as they were found. */
    public List<Stored> deleteAll(ResourceType type, String namespace, Selector selector, DeleteOptions options) {
        List<Stored> found = new ArrayList<>(list(type, namespace, selector).items());
        for (Stored one : found) {
            try {
                delete(new Target(type, one.key().namespace(), one.key().name()), options);
            } catch (dev.fermata.local.apiserver.refusal.Refusal refused) {
                if (refused.code() != 404) {
                    throw refused;
                }
            }
        }
        return found;
    }

    /** Gives a Pod its node, as a Binding says it. */
    public Outcome bind(Target pod, JsonNode document) {
        return binding.bind(pod, document);
    }

    public Outcome scale(Target target) {
        return scaling.get(target);
    }

    public Outcome updateScale(Target target, Edit edit, WriteOptions options) {
        return scaling.update(target, edit, options);
    }
}
