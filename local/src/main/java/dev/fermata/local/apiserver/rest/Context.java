package dev.fermata.local.apiserver.rest;

import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.resource.Types;
import dev.fermata.local.apiserver.store.Store;
import dev.fermata.local.apiserver.store.Stored;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** What every operation needs. */
record Context(Store store, Types types, InstantSource clock) {
    /** Now, in the whole seconds of object metadata. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    Stored require(Target target) {
        Stored current = store.get(target.key());
        if (current == null) {
            throw Refusal.notFound(target.subject());
        }
        return current;
    }
}
