package dev.fermata.operator.simulation;

import dev.fermata.operator.shell.act.Manner;

/** What a reconciliation is of. */
record Work(Type type, String name) {
    /** Whose reconciler. */
    enum Type {
        SERVER,
        FLEET,
        ORPHAN
    }

    /** How the real operator carries out such plans. */
    Manner manner() {
        return type == Type.FLEET ? Manner.EACH_BY_ITSELF : Manner.IN_ORDER;
    }
}
