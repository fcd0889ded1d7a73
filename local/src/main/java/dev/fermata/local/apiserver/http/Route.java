package dev.fermata.local.apiserver.http;

import dev.fermata.local.apiserver.resource.ResourceType;
import dev.fermata.local.apiserver.resource.Types;
import dev.fermata.local.apiserver.rest.Target;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a path points to; name and subresource are empty where the path has none.
 *
 * @param apiVersion {@code v1} or {@code <group>/<version>}
 */
record Route(String apiVersion, String plural, String namespace, String name, String subresource) {
    private static final Set<String> ROOTS = Set.of("api", "apis");
    private static final Set<String> OF_NAMESPACES = Set.of("status", "finalize");

    /** Reads a path below {@code /api} or {@code /apis}; null if it does not point to a resource. */
    static @Nullable Route of(List<String> path) {
        if (path.isEmpty() || !ROOTS.contains(path.getFirst())) {
            return null;
        }
        int skipped = path.getFirst().equals("api") ? 2 : 3;
        if (path.size() <= skipped) {
            return null;
        }
        String version = skipped == 2 ? path.get(1) : path.get(1) + "/" + path.get(2);
        List<String> rest = path.subList(skipped, path.size());
        boolean inNamespace = rest.getFirst().equals("namespaces")
                && rest.size() > 2
                && !(skipped == 2 && OF_NAMESPACES.contains(rest.get(2)));
        String namespace = inNamespace ? rest.get(1) : "";
        List<String> own = inNamespace ? rest.subList(2, rest.size()) : rest;
        return own.size() > 3 ? null : new Route(version, own.getFirst(), namespace, at(own, 1), at(own, 2));
    }

    private static String at(List<String> segments, int index) {
        return segments.size() > index ? segments.get(index) : "";
    }

    @Nullable
    ResourceType type(Types types) {
        return types.find(apiVersion, plural);
    }

    Target target(ResourceType type) {
        return new Target(type, namespace, name);
    }

    /** The verb in the words of authorization rules. */
    String verb(Request request) {
        return switch (request.method()) {
            case "GET", "HEAD" -> !name.isEmpty() ? "get" : request.says("watch") ? "watch" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
            default -> request.method();
        };
    }
}
