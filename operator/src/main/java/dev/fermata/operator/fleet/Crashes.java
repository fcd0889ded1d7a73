package dev.fermata.operator.fleet;

import dev.fermata.operator.plan.Backoff;
import dev.fermata.operator.plan.Readiness;
import dev.fermata.operator.plan.ServerView;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a Fleet remembers of games that ended badly: with an error, or within a minute. Kept in memory by the shell; a restart forgets it.
 *
 * <p>A failure counts once for each round: only of Servers that were created after the last one that counted. So many that fail together
 * count as one, and a large Fleet with a rare fault is never slowed down.
 *
 * @param rounds failures in a row; ten minutes without one end the row
 * @param last when the last one was
 * @param what the last one, in words
 */
public record Crashes(int rounds, @Nullable Instant last, String what) {

    public static final Crashes NONE = new Crashes(0, null, "");

    private static final Duration EARLY = Duration.ofMinutes(1);
    private static final Duration MEMORY = Duration.ofMinutes(10);

    /** This memory, brought up to date with what is seen now. Seeing the same twice changes nothing. */
    public Crashes seeing(Instant now, List<ServerView> servers) {
        Instant horizon = now.minus(MEMORY);
        Optional<Crash> newest = servers.stream()
                .flatMap(server -> crash(server).stream())
                .filter(crash -> crash.at().isAfter(horizon))
                .filter(this::isOfNextRound)
                .max(Comparator.comparing(Crash::at)
                        .thenComparing(crash -> crash.server().name()));
        if (newest.isPresent()) {
            Crash crash = newest.get();
            return new Crashes(
                    rounds + 1,
                    crash.at(),
                    crash.server().name() + ": " + crash.server().why());
        }
        return last != null && last.isBefore(horizon) ? NONE : this;
    }

    /** When the next Server may be created: the first failure costs nothing, further ones more and more, up to 5 minutes. */
    public Instant nextCreation() {
        return last == null ? Instant.EPOCH : last.plus(Backoff.delay(rounds - 1));
    }

    private static Optional<Crash> crash(ServerView server) {
        Instant ended = server.since();
        if (ended == null) {
            return Optional.empty();
        }
        boolean failed = server.readiness() == Readiness.GAME_FAILED;
        boolean early = server.readiness() == Readiness.GAME_ENDED
                && ended.isBefore(server.createdAt().plus(EARLY));
        return failed || early ? Optional.of(new Crash(server, ended)) : Optional.empty();
    }

    /** Creation times have whole seconds. */
    private boolean isOfNextRound(Crash crash) {
        return last == null
                || (crash.at().isAfter(last)
                        && !crash.server().createdAt().isBefore(last.truncatedTo(ChronoUnit.SECONDS)));
    }

    private record Crash(ServerView server, Instant at) {}
}
