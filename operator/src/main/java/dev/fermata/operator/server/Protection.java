package dev.fermata.operator.server;

/** What stands in a namespace against ends of Pods that their games were not asked for. */
public enum Protection {
    /** Nothing: the guard is not installed. */
    OFF,
    /** Some policy is missing, or not what was installed: labels are kept, and no game is told that it is guarded. */
    WITHOUT_POLICIES,
    /** Policies against deletion, but no budget against evictions. */
    WITHOUT_BUDGET,
    /** Policies and budget. */
    WHOLE
}
