package dev.fermata.operator.server;

import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What this process remembers of talking to one Pod's sidecar; empty after a restart.
 *
 * @param last the last outcome
 * @param underway a call was sent whose outcome is not known yet
 * @param news a nudge came, and no call was sent since
 * @param acknowledged the instance's version that the last successful {@code PUT /v1/guard} named
 * @param toldAt when the last attempt to tell it of a drain began, of those that have ended, heard or not
 */
public record Conversation(
        Sidecar last,
        boolean underway,
        boolean news,
        OptionalLong acknowledged,
        @Nullable Instant toldAt) {

    public static final Conversation NONE =
            new Conversation(new Sidecar.Unknown(), false, false, OptionalLong.empty(), null);
}
