package dev.fermata.operator.simulation;

/** What a reconciliation is of. */
record Work(Type type, String name) {
    /** Whose reconciler. */
    enum Type {
        SERVER,
        FLEET,
        ORPHAN
    }
}
