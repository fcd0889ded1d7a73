package dev.fermata.local.apiserver.select;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Which objects a client asks for. */
@FunctionalInterface
public interface Selector {
    /** Selects everything. */
    Selector ALL = object -> true;

    boolean matches(ObjectNode object);

    /** Selects what both select. */
    default Selector and(Selector other) {
        if (equals(ALL)) {
            return other;
        }
        return other.equals(ALL) ? this : object -> matches(object) && other.matches(object);
    }
}
