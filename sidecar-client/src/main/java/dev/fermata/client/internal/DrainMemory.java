package dev.fermata.client.internal;

import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.Guard;
import dev.fermata.wire.ServerDocument;
import org.jspecify.annotations.Nullable;

/**
 * The drain request as a game should see it. A sidecar that was restarted has forgotten its drain, but nobody has withdrawn it: it
 * stands until the operator, by acknowledging the new instance, says that it has nothing to add.
 */
final class DrainMemory {
    private @Nullable DrainNotice drain;
    private @Nullable String instance;

    /** The drain after this document was heard; null if there is none. */
    @Nullable
    DrainNotice heard(ServerDocument document) {
        boolean forgotten = !document.instance().equals(instance)
                && document.drain() == null
                && document.state().guard() == Guard.UNKNOWN;
        if (!forgotten || drain == null) {
            drain = document.drain();
            instance = document.instance();
        }
        return drain;
    }
}
