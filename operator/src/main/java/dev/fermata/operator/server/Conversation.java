package dev.fermata.operator.server;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What this process remembers of talking to one Pod's sidecar; {@link #NONE} after a restart and for a Pod with another uid.
 *
 * @param last the last outcome of a call
 * @param underway a call was sent whose outcome is not known yet
 * @param nudgedAt when the last nudge came; null once an {@code Acknowledge} succeeded whose state was fetched no earlier than that
 * @param toldAt when the last attempt to tell it of a drain that has ended, heard or not, was begun; null again once a {@code
 *     TellNoDrain} was answered
 */
public record Conversation(
        Sidecar last,
        boolean underway,
        @Nullable Instant nudgedAt,
        @Nullable Instant toldAt) {

    public static final Conversation NONE = new Conversation(new Sidecar.Unknown(), false, null, null);
}
