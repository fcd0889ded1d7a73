package dev.fermata.client;

import dev.fermata.client.internal.Timing;
import java.time.Duration;

/** Times for tests. None is waited for where all is well. */
final class Timings {
    /** Never gives up, tries again at once. */
    static final Timing PATIENT = of(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30));

    /** A caller gives up at once, a request does not. */
    static final Timing HASTY_CALLER = of(Duration.ofMillis(50), Duration.ofSeconds(30), Duration.ofSeconds(30));

    /** A caller gives up at once, and so does a request where it may. */
    static final Timing HASTY = of(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofSeconds(30));

    /** A request is given up at once. */
    static final Timing SHORT_EXCHANGE = of(Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofSeconds(30));

    /** Silence is noticed at once. */
    static final Timing SHORT_SILENCE = of(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMillis(50));

    private Timings() {}

    private static Timing of(Duration answer, Duration exchange, Duration silence) {
        return new Timing(answer, exchange, silence, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(20));
    }
}
