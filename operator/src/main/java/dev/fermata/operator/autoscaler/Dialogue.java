package dev.fermata.operator.autoscaler;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What this process remembers of talking to one webhook. A restart forgets it.
 *
 * @param since when it began to remember
 * @param underWay whether a question is under way
 * @param last the last one that ended; null if there is none
 * @param decided whether {@code last} has had its consequences
 * @param window what was wanted
 * @param failingSince when the first of the failures was asked that no answer has ended; null if the last one was an answer
 */
public record Dialogue(
        Instant since,
        boolean underWay,
        @Nullable Exchange last,
        boolean decided,
        Window window,
        @Nullable Instant failingSince) {

    /** One that begins. */
    public static Dialogue from(Instant now) {
        return new Dialogue(now, false, null, true, Window.EMPTY, null);
    }

    /** A question is sent. */
    public Dialogue asked() {
        return new Dialogue(since, true, last, decided, window, failingSince);
    }

    /** The question under way ended. */
    public Dialogue ended(Exchange exchange) {
        Instant at = exchange.question().askedAt();
        return switch (exchange.outcome()) {
            case Outcome.Wants(int replicas) -> answered(exchange, window.plus(at, replicas));
            case Outcome.Holds holds ->
                answered(exchange, window.plus(at, exchange.question().subject().wanted()));
            case Outcome.Failed failed ->
                new Dialogue(since, false, exchange, false, window, failingSince == null ? at : failingSince);
        };
    }

    private Dialogue answered(Exchange exchange, Window wider) {
        return new Dialogue(since, false, exchange, false, wider, null);
    }

    /** This exchange has had its consequences; none if another one has ended since. */
    public Dialogue settled(Exchange exchange) {
        return exchange.equals(last) ? new Dialogue(since, underWay, last, true, window, failingSince) : this;
    }
}
