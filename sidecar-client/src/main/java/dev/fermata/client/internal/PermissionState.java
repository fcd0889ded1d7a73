package dev.fermata.client.internal;

import dev.fermata.wire.Hold;
import dev.fermata.wire.Permission;
import dev.fermata.wire.ServerDocument;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What the game wants the sidecar to think, and what the sidecar was last heard to think. At most one wish is on its way; a newer
 * one waits behind it, and takes the place of any that waited before: so the last wish is also the last one to arrive.
 *
 * <p>A sidecar that was restarted has forgotten what it took. It is told again the last permission that any sidecar <em>took</em>;
 * a hold that was refused (sealed) leaves the permission before it in force.
 *
 * <p>No threads, no clock; guarded by the {@link Desk}'s lock.
 */
final class PermissionState {
    private @Nullable Wish waiting;
    private @Nullable Wish sent;
    private @Nullable Permission taken;
    private @Nullable String instance;
    private boolean forgotten;
    private boolean heardAllowed;

    /** A new wish of the game. */
    void wish(Permission permission, CompletableFuture<Answer> waiter) {
        if (waiting == null) {
            waiting = new Wish(permission);
        } else if (!waiting.permission().equals(permission)) {
            Wish superseded = waiting;
            waiting = new Wish(permission);
            superseded.answer(Answer.NONE);
        }
        waiting.add(waiter);
    }

    /** A caller that waits no longer. */
    void forget(CompletableFuture<Answer> waiter) {
        if (waiting != null) {
            waiting.forget(waiter);
        }
        if (sent != null) {
            sent.forget(waiter);
        }
    }

    /** The sidecar was heard. Another instance than before has forgotten what it was told. */
    void heard(ServerDocument document) {
        if (!document.instance().equals(instance)) {
            instance = document.instance();
            forgotten = true;
            heardAllowed = document.state().allowed();
        }
    }

    /** What has to be sent now, if anything; follow with {@link #taken}, {@link #refused} or {@link #failed}. */
    @Nullable
    Wish send() {
        if (sent != null) {
            throw new IllegalStateException(
                    "a wish is sent only when the one before has arrived or failed, not beside " + sent);
        }
        if (waiting == null && forgotten && taken != null && taken.allowed() != heardAllowed) {
            waiting = new Wish(taken);
        }
        forgotten = false;
        sent = waiting;
        waiting = null;
        return sent;
    }

    void taken(Hold hold) {
        Wish arrived = arrived();
        taken = arrived.permission();
        arrived.answer(new Answer(true, hold));
    }

    void refused(Hold hold) {
        arrived().answer(new Answer(false, hold));
    }

    /** It was not sent, or its answer did not arrive: it is tried again, unless there is a newer wish. */
    void failed() {
        Wish failed = arrived();
        if (waiting == null) {
            waiting = failed;
        } else if (waiting.permission().equals(failed.permission())) {
            waiting.addAllOf(failed);
        } else {
            failed.answer(Answer.NONE);
        }
    }

    /** How many callers wait for an answer. */
    int waiters() {
        return (waiting == null ? 0 : waiting.waiters()) + (sent == null ? 0 : sent.waiters());
    }

    void close() {
        if (waiting != null) {
            waiting.answer(Answer.NONE);
        }
        if (sent != null) {
            sent.answer(Answer.NONE);
        }
    }

    private Wish arrived() {
        Wish arrived = sent;
        if (arrived == null) {
            throw new IllegalStateException("nothing was sent");
        }
        sent = null;
        return arrived;
    }
}
