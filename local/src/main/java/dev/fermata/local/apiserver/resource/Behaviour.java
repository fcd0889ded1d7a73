package dev.fermata.local.apiserver.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.refusal.Cause;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How objects of a type behave. What is not overridden is what most types do. */
public interface Behaviour {
    /** Sets defaults and takes away what a client may not say; returns the paths of unknown fields that were dropped. */
    default List<String> normalize(ObjectNode object) {
        return List.of();
    }

    /** Finishes a new object: {@code status} and {@code generation}, for most. */
    default void create(ObjectNode next, Instant now) {}

    /** Restores what an update of the object itself may not change. */
    default void update(ObjectNode next, ObjectNode old) {}

    /** Restores what an update of the status may not change. */
    default void updateStatus(ObjectNode next, ObjectNode old) {}

    /** What is wrong with the object; {@code old} is null for a creation. */
    default List<Cause> check(ObjectNode next, @Nullable ObjectNode old) {
        return List.of();
    }

    default boolean hasStatus() {
        return false;
    }

    /** Null if the type has no scale subresource. */
    default @Nullable ScalePaths scale() {
        return null;
    }

    /** How long a deletion may take, asked for {@code requested} seconds (null: not said); null for types that go at once. */
    default @Nullable Long gracePeriod(ObjectNode object, @Nullable Long requested) {
        return null;
    }

    /** Changes the object when its deletion begins. */
    default void startDeletion(ObjectNode object) {}

    /** Whether something other than finalizers keeps a deleted object. */
    default boolean isHeld(ObjectNode object) {
        return false;
    }

    /** Whether the answer to a deletion is the object, not a Status. */
    default boolean showsDeleted() {
        return false;
    }

    /** Whether an update without a resourceVersion is accepted. */
    default boolean updatesUnconditionally() {
        return true;
    }

    /** The fields that field selectors may name, beside name and namespace. */
    default Set<String> selectableFields() {
        return Set.of();
    }

    /** Columns beside the name; empty for just the age. */
    default List<Column> columns() {
        return List.of();
    }

    /** The schema in OpenAPI's form; a missing node if none is known. */
    default JsonNode openApi() {
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
}
