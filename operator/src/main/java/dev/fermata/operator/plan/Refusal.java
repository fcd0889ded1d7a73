package dev.fermata.operator.plan;

import java.time.Duration;
import java.time.Instant;

/**
 * The API server refused a write for a reason that will not go away by itself at once (403, 422, quota, a name that somebody else
 * has), or failed at it alone (500: a webhook that does not answer).
 * The shell remembers the last one of each reconciled object and forgets it when a write of the same kind succeeds.
 *
 * @param step the kind of step that was refused, for example {@code CreatePod}
 * @param reason CamelCase, from the API server's Status ({@code Forbidden}, {@code Invalid}, {@code AlreadyExists})
 * @param message the API server's own words
 * @param since when a write of this kind was first refused
 * @param last when it was refused last
 * @param times how often in a row, from 1
 */
public record Refusal(String step, String reason, String message, Instant since, Instant last, int times) {
    private static final Duration MEMORY = Duration.ofHours(1);

    /** When the next attempt is due: 5 s after the first refusal, then doubling up to 5 minutes. */
    public Instant retryAt() {
        return last.plus(Backoff.delay(times));
    }

    /** Whether it may be tried again. */
    public boolean isDue(Instant now) {
        return !now.isBefore(retryAt());
    }

    /** Whether it says nothing any more: it has been due for an hour, and nobody wanted to try. */
    public boolean isOld(Instant now) {
        return now.isAfter(retryAt().plus(MEMORY));
    }

    /** This one as one more in a row, if it is one of the same kind. */
    public Refusal after(Refusal earlier) {
        return earlier.step().equals(step) && !earlier.isOld(last)
                ? new Refusal(step, reason, message, earlier.since(), last, earlier.times() + 1)
                : this;
    }

    public boolean refuses(Class<? extends Step> kind) {
        return step.equals(kind.getSimpleName());
    }
}
