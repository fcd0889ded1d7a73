package dev.fermata.operator.server;

/** What stands in a namespace against ends of Pods that their games were not asked for. */
public enum Protection {
    /** Nothing: the guard is not installed. */
    OFF,
    /** Policies against deletion, but no budget against evictions. */
    WITHOUT_BUDGET,
    /** Policies and budget. */
    WHOLE
}
