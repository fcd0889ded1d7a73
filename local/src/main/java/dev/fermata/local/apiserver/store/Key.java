package dev.fermata.local.apiserver.store;

import java.util.Comparator;

/**
 * Where an object is stored.
 *
 * @param type {@code <group>/<plural>}, the group empty for core types
 * @param namespace empty for cluster-scoped types
 */
public record Key(String type, String namespace, String name) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::type).thenComparing(Key::namespace).thenComparing(Key::name);

    @Override
    public int compareTo(Key other) {
        return ORDER.compare(this, other);
    }
}
