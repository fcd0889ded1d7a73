package dev.fermata.e2e;

/** What happens in the middle of scenarios, and must change nothing about how they end. */
enum Interruption {
    NONE,
    /** All operators end at once, with a second to do it, and others begin. */
    OPERATOR_REPLACED,
    /** All are killed, and others begin when their Lease has run out: {@code -De2e.interruption=OPERATOR_KILLED}, which takes longer. */
    OPERATOR_KILLED;

    /** One run tells all scenarios in peace, a second one those of {@link Interrupted} with operators that do not live long. */
    static Interruption ofThisRun() {
        return valueOf(System.getProperty("fermata.e2e.interruption", NONE.name()));
    }
}
