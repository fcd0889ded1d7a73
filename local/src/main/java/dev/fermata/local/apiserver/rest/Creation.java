package dev.fermata.local.apiserver.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Meta;
import dev.fermata.local.apiserver.refusal.Cause;
import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.resource.BuiltIns;
import dev.fermata.local.apiserver.resource.ResourceType;
import dev.fermata.local.apiserver.rest.WriteOptions.Commit;
import dev.fermata.local.apiserver.rest.WriteOptions.UnknownFields;
import dev.fermata.local.apiserver.store.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** POST. */
final class Creation {
    private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int SUFFIX_LENGTH = 5;
    private static final int LONGEST_PREFIX = 58;
    private static final int ATTEMPTS = 8;
    private static final List<String> OURS =
            List.of("deletionTimestamp", "deletionGracePeriodSeconds", "selfLink", "managedFields", "generation");

    private final Context context;

    Creation(Context context) {
        this.context = context;
    }

    Outcome create(ResourceType type, String namespace, ObjectNode object, WriteOptions options) {
        Identity.checkType(type, object);
        Meta meta = new Meta(object);
        if (!meta.revision().isEmpty()) {
            throw Refusal.of(500, "", "resourceVersion should not be set on objects to be created");
        }
        Identity.settleNamespace(type, namespace, object);
        for (int attempt = 1; ; attempt++) {
            boolean generated =
                    meta.name().isEmpty() && !meta.text("generateName").isEmpty();
            try {
                return createNamed(type, namespace, generated ? named(object) : object, options);
            } catch (Refusal refused) {
                boolean taken = refused.status().path("reason").asText().equals("AlreadyExists");
                if (!generated || !taken || attempt == ATTEMPTS) {
                    throw refused;
                }
            }
        }
    }

    private static ObjectNode named(ObjectNode object) {
        ObjectNode named = object.deepCopy();
        Meta meta = new Meta(named);
        String prefix = meta.text("generateName");
        StringBuilder name = new StringBuilder(prefix.substring(0, Math.min(prefix.length(), LONGEST_PREFIX)));
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            name.append(SUFFIX_LETTERS.charAt(ThreadLocalRandom.current().nextInt(SUFFIX_LETTERS.length())));
        }
        meta.node().put("name", name.toString());
        return named;
    }

    private Outcome createNamed(ResourceType type, String namespace, ObjectNode object, WriteOptions options) {
        Target target = new Target(type, namespace, new Meta(object).name());
        List<String> dropped = type.behaviour().normalize(object);
        refuseUnknown(type, dropped, options);
        checkNamespace(target);
        stamp(object);
        type.behaviour().create(object, context.now());
        List<Cause> causes = MetaRules.check(type, object);
        causes = new ArrayList<>(causes);
        causes.addAll(type.behaviour().check(object, null));
        if (!causes.isEmpty()) {
            throw Refusal.invalid(target.subject(), causes);
        }
        if (options.commit() == Commit.DRY_RUN) {
            if (context.store().get(target.key()) != null) {
                throw Refusal.alreadyExists(target.subject());
            }
            return Outcome.of(201, object).warning(dropped);
        }
        Stored stored = context.store().put(target.key(), null, object);
        if (stored == null) {
            throw Refusal.alreadyExists(target.subject());
        }
        return Outcome.of(201, stored).warning(options.unknownFields() == UnknownFields.WARN ? dropped : List.of());
    }

    /** With strict field validation an unknown field is an error. */
    static void refuseUnknown(ResourceType type, List<String> dropped, WriteOptions options) {
        if (dropped.isEmpty()) {
            return;
        }
        String kind = type.names().kind();
        String why = dropped.stream()
                .map(path -> "unknown field \"" + path + "\"")
                .collect(Collectors.joining(", ", "strict decoding error: ", ""));
        switch (options.unknownFields()) {
            case STRICT ->
                throw Refusal.badRequest(
                        kind + " in version \"" + type.version() + "\" cannot be handled as a " + kind + ": " + why);
            case STRICT_IN_PATCH -> throw Refusal.of(422, "Invalid", " \"\" is invalid: patch: Invalid value: " + why);
            case IGNORE, WARN -> {
                // The fields are dropped, and a warning may say so.
            }
        }
    }

    private void checkNamespace(Target target) {
        if (!target.type().namespaced()) {
            return;
        }
        Target owner = new Target(BuiltIns.NAMESPACES, "", target.namespace());
        Stored namespace = context.require(owner);
        if (namespace.meta().isDeleting()) {
            String name = target.namespace();
            throw Refusal.forbidden(
                    target.subject(),
                    "unable to create new content in namespace " + name + " because it is being terminated",
                    List.of(new Cause(
                            "NamespaceTerminating",
                            "namespace " + name + " is being terminated",
                            "metadata.namespace")));
        }
    }

    private void stamp(ObjectNode object) {
        ObjectNode meta = new Meta(object).node();
        meta.remove(OURS);
        meta.put("uid", UUID.randomUUID().toString());
        meta.put("creationTimestamp", context.now().toString());
    }
}
