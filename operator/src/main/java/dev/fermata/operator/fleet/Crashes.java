package dev.fermata.operator.fleet;

import dev.fermata.operator.plan.Backoff;
import dev.fermata.operator.plan.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a Fleet remembers of games that ended badly: with an error, or within a minute. Kept in memory by the shell; a restart forgets it.
 *
 * <p>A failure counts once for each round: only of Servers that were created after the last one that counted. So many that fail together
 * count as one, and a large Fleet with a rare fault is never slowed down.
 *
 * @param rounds failures in a row; ten minutes without one end the row
 * @param last when the last one was
 */
public record Crashes(int rounds, @Nullable Instant last) {

    public static final Crashes NONE = new Crashes(0, null);

    private static final Duration EARLY = Duration.ofMinutes(1);
    private static final Duration MEMORY = Duration.ofMinutes(10);

    /** This memory, brought up to date with what is seen now. Seeing the same twice changes nothing. */
    public Crashes seeing(Instant now, List<ServerView> servers) {
        Instant horizon = now.minus(MEMORY);
        Instant newest = servers.stream()
                .filter(Crashes::crashed)
                .filter(this::ofThisRound)
                .map(ServerView::since)
                .filter(Objects::nonNull)
                .filter(horizon::isBefore)
                .max(Instant::compareTo)
                .orElse(null);
        if (newest != null) {
            return new Crashes(rounds + 1, newest);
        }
        return last != null && last.isBefore(horizon) ? NONE : this;
    }

    /** When the next Server may be created: the first failure costs nothing, further ones cost more and more, up to 5 minutes. */
    public Instant nextCreation() {
        return last == null ? Instant.MIN : last.plus(Backoff.delay(rounds - 1));
    }

    private static boolean crashed(ServerView server) {
        Instant ended = server.since();
        return server.readiness() == Readiness.GAME_FAILED
                || (server.readiness() == Readiness.GAME_ENDED
                        && ended != null
                        && ended.isBefore(server.createdAt().plus(EARLY)));
    }

    /** Creation times have whole seconds. */
    private boolean ofThisRound(ServerView server) {
        Instant ended = server.since();
        return last == null
                || (!server.createdAt().isBefore(last.truncatedTo(ChronoUnit.SECONDS))
                        && ended != null
                        && ended.isAfter(last));
    }
}
