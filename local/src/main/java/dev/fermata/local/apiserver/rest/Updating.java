package dev.fermata.local.apiserver.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Meta;
import dev.fermata.local.apiserver.refusal.Cause;
import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.resource.Behaviour;
import dev.fermata.local.apiserver.rest.WriteOptions.Commit;
import dev.fermata.local.apiserver.rest.WriteOptions.UnknownFields;
import dev.fermata.local.apiserver.store.Stored;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PUT and PATCH: computes the next version, and computes it anew if somebody else wrote first. */
final class Updating {
    private static final List<String> FIXED =
            List.of("uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation");

    private final Context context;

    Updating(Context context) {
        this.context = context;
    }

    Outcome update(Target target, Part part, Edit edit, WriteOptions options) {
        while (true) {
            Stored current = context.require(target);
            ObjectNode next = edit.apply(current.json().deepCopy());
            Identity.checkType(target.type(), next);
            Identity.checkName(target, next);
            Identity.settleNamespace(target.type(), target.namespace(), next);
            checkPreconditions(target, next, current);
            List<String> dropped = prepare(target, part, next, current.json());
            Creation.refuseUnknown(target.type(), dropped, options);
            List<String> told = options.unknownFields() == UnknownFields.WARN ? dropped : List.of();
            check(target, next, current.json());
            if (options.commit() == Commit.DRY_RUN) {
                return Outcome.of(200, next).warning(told);
            }
            if (next.equals(current.json())) {
                return Outcome.of(200, current).warning(told);
            }
            ObjectNode written = write(target, current, next);
            if (written != null) {
                return Outcome.of(200, written).warning(told);
            }
        }
    }

    /** Null if somebody was quicker. An object that goes with this write is given as it would be now, were it there. */
    private @Nullable ObjectNode write(Target target, Stored current, ObjectNode next) {
        if (isLastWord(target, next)) {
            return context.store().remove(current) == null ? null : next;
        }
        Stored written = context.store().put(target.key(), current, next);
        return written == null ? null : written.json();
    }

    private static void checkPreconditions(Target target, ObjectNode next, Stored current) {
        Meta meta = new Meta(next);
        if (!meta.uid().isEmpty() && !meta.uid().equals(current.meta().uid())) {
            throw Refusal.conflict(
                    target.subject(),
                    "Precondition failed: UID in precondition: " + meta.uid() + ", UID in object meta: "
                            + current.meta().uid());
        }
        String revision = meta.revision();
        if (revision.isEmpty() || revision.equals("0")) {
            if (!target.type().behaviour().updatesUnconditionally()) {
                throw Refusal.invalid(
                        target.type().resourceSubject(target.name()),
                        List.of(Cause.invalid(
                                "metadata.resourceVersion", IntNode.valueOf(0), "must be specified for an update")));
            }
        } else if (!revision.equals(current.meta().revision())) {
            throw Refusal.modified(target.subject());
        }
    }

    /** Takes from the new version what an update of this part may not change; returns the unknown fields dropped. */
    private static List<String> prepare(Target target, Part part, ObjectNode next, ObjectNode old) {
        Behaviour behaviour = target.type().behaviour();
        List<String> dropped = behaviour.normalize(next);
        ObjectNode meta = new Meta(next).node();
        ObjectNode was = new Meta(old).node();
        meta.remove(List.of("selfLink", "managedFields"));
        for (String field : FIXED) {
            JsonNode value = was.get(field);
            if (value == null) {
                meta.remove(field);
            } else {
                meta.set(field, value);
            }
        }
        meta.set("resourceVersion", was.get("resourceVersion"));
        switch (part) {
            case OBJECT -> behaviour.update(next, old);
            case STATUS -> behaviour.updateStatus(next, old);
            case FINALIZERS -> next.set("status", old.path("status"));
        }
        return dropped;
    }

    private static void check(Target target, ObjectNode next, ObjectNode old) {
        List<Cause> causes = new ArrayList<>(MetaRules.check(target.type(), next));
        causes.addAll(MetaRules.checkUpdate(next, old));
        causes.addAll(target.type().behaviour().check(next, old));
        if (!causes.isEmpty()) {
            throw Refusal.invalid(target.subject(), causes);
        }
    }

    /** Whether the update takes away the last thing that kept a deleted object. */
    private static boolean isLastWord(Target target, ObjectNode next) {
        Meta meta = new Meta(next);
        Long grace = meta.gracePeriod();
        return meta.isDeleting()
                && meta.finalizers().isEmpty()
                && (grace == null || grace == 0)
                && !target.type().behaviour().isHeld(next);
    }
}
