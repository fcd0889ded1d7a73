package dev.fermata.local.apiserver.instant;

/** What becomes of a Pod. */
public enum PodFate {
    /** It runs and is ready at once. */
    RUNS,
    /** It runs and never becomes ready. */
    NEVER_READY,
    /** It is bound to a node, and its containers are never created. */
    HANGS,
    /** It is bound to a node, and its images cannot be pulled. */
    IMAGE_MISSING,
    /** No node takes it. */
    UNSCHEDULABLE,
    /** Its containers exit with code 0 as soon as they run. */
    SUCCEEDS,
    /** Its containers exit with code 1 as soon as they run. */
    FAILS,
    /** It runs and is ready, and when it is deleted nobody confirms that it ended, as on a machine that was lost. */
    LINGERS
}
