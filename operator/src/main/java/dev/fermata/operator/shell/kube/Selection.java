package dev.fermata.operator.shell.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Which objects to watch and what to keep of them.
 *
 * @param type class of the objects
 * @param namespaces where; empty means everywhere, which is right for cluster-wide objects too
 * @param label a label that each has; absent: any object
 * @param prune takes off its argument what nobody looks at
 * @param essence what of a pruned object matters: equal essences are no change
 * @param indexes names of indexes, and the keys under which each finds an object
 */
public record Selection<T extends HasMetadata>(
        Class<T> type,
        Set<String> namespaces,
        Optional<String> label,
        UnaryOperator<T> prune,
        Function<T, Object> essence,
        Map<String, Function<T, List<String>>> indexes) {}
