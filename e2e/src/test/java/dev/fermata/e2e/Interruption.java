package dev.fermata.e2e;

/** What happens in the middle of scenarios, and must change nothing about how they end. */
enum Interruption {
    NONE,
    /** The operator that leads is killed, and another works when its Lease has run out. */
    OPERATOR_KILLED;

    /** One run tells all scenarios in peace, a second one those of {@link Interrupted} with operators that do not live long. */
    static Interruption ofThisRun() {
        return valueOf(System.getProperty("fermata.e2e.interruption", NONE.name()));
    }
}
