package dev.fermata.operator.shell.act;

import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.kube.OwnWrites;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;
import java.util.function.Function;

/**
 * Objects of one type as a controller knows them, and the place to note what it writes to them.
 *
 * @param get the object at a place, this process's own writes included
 */
public record Cached<T extends HasMetadata>(
        Class<T> type, Function<ObjectKey, Optional<T>> get, OwnWrites<T> ownWrites) {}
