package dev.fermata.local.apiserver.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;

/** A built-in type with a status subresource: each of the two updates leaves the other's part alone. */
record WithStatus(Set<String> selectableFields) implements Behaviour {
    @Override
    public boolean hasStatus() {
        return true;
    }

    @Override
    public void create(ObjectNode next, Instant now) {
        next.remove("status");
    }

    @Override
    public void update(ObjectNode next, ObjectNode old) {
        Parts.keep("status", next, old);
    }

    @Override
    public void updateStatus(ObjectNode next, ObjectNode old) {
        Parts.keep("spec", next, old);
    }
}
