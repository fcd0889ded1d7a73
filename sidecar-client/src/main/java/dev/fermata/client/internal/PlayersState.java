package dev.fermata.client.internal;

import dev.fermata.wire.Players;
import dev.fermata.wire.ServerDocument;
import org.jspecify.annotations.Nullable;

/**
 * How many players the game last counted, and how many the sidecar last took. Only the newest number is ever sent, and no two within
 * {@link Timing#players}. No threads, no clock ({@code now} is nanoseconds from anywhere); guarded by the {@link Desk}'s lock.
 */
final class PlayersState {
    private final long pause;
    private @Nullable Players counted;
    private @Nullable Players taken;
    private @Nullable Players sent;
    private @Nullable String instance;
    private boolean forgotten;
    private boolean paused;
    private long next;

    PlayersState(Timing timing) {
        this.pause = timing.players().toNanos();
    }

    void count(Players players) {
        counted = players;
    }

    /** The sidecar was heard. Another instance than before has forgotten what it was told. */
    void heard(ServerDocument document) {
        if (!document.instance().equals(instance)) {
            instance = document.instance();
            taken = null;
            forgotten = true;
        }
    }

    /** Nanoseconds until there is something to send; none if there is nothing, 0 or less if it is time. */
    long due(long now) {
        if (counted == null || counted.equals(taken)) {
            return Desk.NEVER;
        }
        return paused ? next - now : 0;
    }

    /** What has to be sent now, if it is due; follow with {@link #taken} or {@link #failed}. */
    @Nullable
    Players send(long now) {
        if (due(now) > 0) {
            return null;
        }
        sent = counted;
        forgotten = false;
        paused = true;
        next = now + pause;
        return sent;
    }

    /** The sidecar has it; but if it was restarted meanwhile, nobody knows which one has. */
    void taken() {
        taken = forgotten ? null : sent;
    }

    void failed() {
        taken = null;
    }
}
