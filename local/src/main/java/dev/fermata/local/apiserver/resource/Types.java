package dev.fermata.local.apiserver.resource;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The types that are served at the moment. */
public final class Types {
    private final Map<String, ResourceType> byPath = new ConcurrentHashMap<>();
    private final Map<String, ResourceType> byKind = new ConcurrentHashMap<>();
    private final Map<String, ResourceType> byId = new ConcurrentHashMap<>();

    /** The types that are served from the start. */
    public Types(Collection<ResourceType> builtIn) {
        builtIn.forEach(this::add);
    }

    /** Serves a type from now on, in place of an earlier one of that name. */
    public void add(ResourceType type) {
        byPath.put(type.apiVersion() + "/" + type.names().plural(), type);
        byKind.put(type.apiVersion() + "/" + type.names().kind(), type);
        byId.put(type.id(), type);
    }

    public void remove(ResourceType type) {
        byPath.remove(type.apiVersion() + "/" + type.names().plural());
        byKind.remove(type.apiVersion() + "/" + type.names().kind());
        byId.remove(type.id());
    }

    public @Nullable ResourceType find(String apiVersion, String plural) {
        return byPath.get(apiVersion + "/" + plural);
    }

    public @Nullable ResourceType ofKind(String apiVersion, String kind) {
        return byKind.get(apiVersion + "/" + kind);
    }

    public @Nullable ResourceType ofId(String id) {
        return byId.get(id);
    }

    /** All types, ordered by group, version and name. */
    public List<ResourceType> all() {
        return byPath.values().stream()
                .sorted(Comparator.comparing(ResourceType::group)
                        .thenComparing(ResourceType::version)
                        .thenComparing(type -> type.names().plural()))
                .toList();
    }
}
