package dev.fermata.local.apiserver.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;
import dev.fermata.local.apiserver.json.Meta;
import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.rest.DeleteOptions.Propagation;
import dev.fermata.local.apiserver.rest.WriteOptions.Commit;
import dev.fermata.local.apiserver.store.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DELETE, in the steps of the API server's generic store: what an object's grace period allows, what its finalizers allow, and only then
 * the removal.
 */
final class Deletion {

    private final Context context;

    Deletion(Context context) {
        this.context = context;
    }

    /** What the grace period lets happen now. */
    private enum Step {
        /** The object is asked to end; it stays until that is done. */
        WAIT,
        /** It is being ended already, and this request makes it no sooner. */
        NOTHING,
        /** There is nothing to wait for. */
        REMOVE,
        /** There is nothing to wait for any more, which is written down before the removal. */
        RECORD_AND_REMOVE
    }

    Outcome delete(Target target, DeleteOptions options) {
        while (true) {
            Stored current = context.require(target);
            checkPreconditions(target, options, current.meta());
            Outcome outcome = attempt(target, options, current);
            if (outcome != null) {
                return outcome;
            }
        }
    }

    private static void checkPreconditions(Target target, DeleteOptions options, Meta meta) {
        if (!options.uid().isEmpty() && !options.uid().equals(meta.uid())) {
            throw Refusal.conflict(
                    target.type().kindSubject(target.name()),
                    "the UID in the precondition (" + options.uid() + ") does not match the UID in record ("
                            + meta.uid() + "). The object might have been deleted and then recreated");
        }
        if (!options.revision().isEmpty() && !options.revision().equals(meta.revision())) {
            throw Refusal.conflict(
                    target.type().kindSubject(target.name()),
                    "the ResourceVersion in the precondition (" + options.revision()
                            + ") does not match the ResourceVersion in record (" + meta.revision()
                            + "). The object might have been modified");
        }
    }

    /** One attempt; null if somebody else wrote first. */
    private @Nullable Outcome attempt(Target target, DeleteOptions options, Stored current) {
        ObjectNode next = current.json().deepCopy();
        Step step = startGrace(target, options, next);
        if (step == Step.NOTHING) {
            return Outcome.of(200, current);
        }
        List<String> finalizers = finalizers(options.propagation(), new Meta(next).finalizers());
        new Meta(next).finalizers(finalizers);
        boolean held = !finalizers.isEmpty() || target.type().behaviour().isHeld(next);
        if (held && step == Step.REMOVE) {
            markDeleting(target, next);
        }
        if (options.commit() == Commit.DRY_RUN) {
            return Outcome.of(200, next);
        }
        if (held || step == Step.WAIT) {
            return write(target, current, next);
        }
        Stored last = current;
        if (step == Step.RECORD_AND_REMOVE) {
            last = context.store().put(target.key(), current, next);
        }
        Stored removed = last == null ? null : context.store().remove(last);
        return removed == null ? null : removed(target, removed);
    }

    private @Nullable Outcome write(Target target, Stored current, ObjectNode next) {
        if (next.equals(current.json())) {
            return Outcome.of(200, current);
        }
        Stored written = context.store().put(target.key(), current, next);
        if (written == null) {
            return null;
        }
        return Outcome.of(200, written);
    }

    private Step startGrace(Target target, DeleteOptions options, ObjectNode next) {
        Meta meta = new Meta(next);
        Instant deletion = meta.deletion();
        if (deletion != null) {
            return shortenGrace(options, meta, deletion);
        }
        Long period = target.type().behaviour().gracePeriod(next, options.gracePeriod());
        if (period == null) {
            return Step.REMOVE;
        }
        begin(target, next, context.now().plusSeconds(period), period);
        return period == 0 ? Step.RECORD_AND_REMOVE : Step.WAIT;
    }

    private static Step shortenGrace(DeleteOptions options, Meta meta, Instant deletion) {
        Long before = meta.gracePeriod();
        Long wanted = options.gracePeriod();
        if (before == null || before == 0) {
            return Step.REMOVE;
        }
        if (wanted == null || wanted >= before) {
            return Step.NOTHING;
        }
        meta.node()
                .put(
                        "deletionTimestamp",
                        deletion.minusSeconds(before).plusSeconds(wanted).toString());
        meta.node().put("deletionGracePeriodSeconds", wanted);
        return wanted == 0 ? Step.RECORD_AND_REMOVE : Step.WAIT;
    }

    /** Marks an object that finalizers keep, and that has no grace period of its own. */
    private void markDeleting(Target target, ObjectNode next) {
        if (!new Meta(next).isDeleting()) {
            begin(target, next, context.now(), 0);
        }
    }

    private static void begin(Target target, ObjectNode next, Instant at, long period) {
        ObjectNode meta = new Meta(next).node();
        meta.put("deletionTimestamp", at.toString());
        meta.put("deletionGracePeriodSeconds", period);
        if (meta.path("generation").asLong() > 0) {
            meta.put("generation", meta.path("generation").asLong() + 1);
        }
        target.type().behaviour().startDeletion(next);
    }

    /** The finalizers that the garbage collector acts on, as the options would have them. */
    private static List<String> finalizers(Propagation propagation, List<String> present) {
        List<String> finalizers = new ArrayList<>(present);
        if (propagation != Propagation.UNSAID) {
            finalizers.removeAll(List.of(DeleteOptions.ORPHAN, DeleteOptions.FOREGROUND));
        }
        if (propagation == Propagation.ORPHAN) {
            finalizers.add(DeleteOptions.ORPHAN);
        } else if (propagation == Propagation.FOREGROUND) {
            finalizers.add(DeleteOptions.FOREGROUND);
        }
        return finalizers;
    }

    private static Outcome removed(Target target, Stored last) {
        if (target.type().behaviour().showsDeleted()) {
            return Outcome.of(200, last);
        }
        ObjectNode status = Json.object();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        status.put("status", "Success");
        ObjectNode details = status.putObject("details").put("name", target.name());
        if (!target.type().group().isEmpty()) {
            details.put("group", target.type().group());
        }
        details.put("kind", target.type().names().plural())
                .put("uid", last.meta().uid());
        return Outcome.of(200, status);
    }
}
