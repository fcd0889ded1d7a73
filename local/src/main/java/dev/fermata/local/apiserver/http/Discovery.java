package dev.fermata.local.apiserver.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;
import dev.fermata.local.apiserver.resource.ResourceType;
import dev.fermata.local.apiserver.resource.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What clients ask before anything else: versions, groups, resources. */
final class Discovery {
    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    private final Types types;

    Discovery(Types types) {
        this.types = types;
    }

    /** The document at a path; null if there is none. */
    @Nullable
    ObjectNode at(List<String> path) {
        return switch (path.size()) {
            case 1 ->
                switch (path.getFirst()) {
                    case "version" -> version();
                    case "api" -> core();
                    case "apis" -> groups();
                    default -> null;
                };
            case 2 -> path.getFirst().equals("api") ? resources(path.get(1)) : group(path.get(1));
            case 3 -> path.getFirst().equals("apis") ? resources(path.get(1) + "/" + path.get(2)) : null;
            default -> null;
        };
    }

    private static ObjectNode version() {
        return Json.object()
                .put("major", "1")
                .put("minor", "34")
                .put("gitVersion", "v1.34.0+fermata.simulated")
                .put("gitCommit", "")
                .put("gitTreeState", "clean")
                .put("buildDate", "2026-01-01T00:00:00Z")
                .put("goVersion", "none")
                .put("compiler", "javac")
                .put("platform", "jvm");
    }

    private static ObjectNode core() {
        ObjectNode versions = Json.object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return versions;
    }

    private ObjectNode groups() {
        ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        versionsByGroup().forEach((group, versions) -> groups.add(group(group, versions)));
        return list;
    }

    private @Nullable ObjectNode group(String name) {
        Set<String> versions = versionsByGroup().get(name);
        return versions == null
                ? null
                : group(name, versions).put("kind", "APIGroup").put("apiVersion", "v1");
    }

    private static ObjectNode group(String name, Set<String> versions) {
        ObjectNode group = Json.object().put("name", name);
        ArrayNode all = group.putArray("versions");
        for (String version : versions) {
            all.addObject().put("groupVersion", name + "/" + version).put("version", version);
        }
        group.set("preferredVersion", all.get(0).deepCopy());
        return group;
    }

    private Map<String, Set<String>> versionsByGroup() {
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        Reviews.GROUP_VERSIONS.forEach((group, version) ->
                groups.computeIfAbsent(group, unseen -> new LinkedHashSet<>()).add(version));
        for (ResourceType type : types.all()) {
            if (!type.group().isEmpty()) {
                groups.computeIfAbsent(type.group(), unseen -> new LinkedHashSet<>())
                        .add(type.version());
            }
        }
        return groups;
    }

    private @Nullable ObjectNode resources(String apiVersion) {
        List<ObjectNode> entries = new ArrayList<>(Reviews.resources(apiVersion));
        for (ResourceType type : types.all()) {
            if (type.apiVersion().equals(apiVersion)) {
                addTo(entries, type);
            }
        }
        if (entries.isEmpty()) {
            return null;
        }
        ObjectNode list = Json.object()
                .put("kind", "APIResourceList")
                .put("apiVersion", "v1")
                .put("groupVersion", apiVersion);
        list.putArray("resources").addAll(entries);
        return list;
    }

    private static void addTo(List<ObjectNode> entries, ResourceType type) {
        ObjectNode main = entry(type, "", VERBS);
        main.put("singularName", type.names().singular());
        addTexts(main, "shortNames", type.names().shortNames());
        addTexts(main, "categories", type.names().categories());
        entries.add(main);
        if (type.behaviour().hasStatus()) {
            entries.add(entry(type, "/status", List.of("get", "patch", "update")));
        }
        if (type.behaviour().scale() != null) {
            entries.add(entry(type, "/scale", List.of("get", "patch", "update"))
                    .put("group", "autoscaling")
                    .put("version", "v1")
                    .put("kind", "Scale"));
        }
    }

    private static ObjectNode entry(ResourceType type, String subresource, List<String> verbs) {
        ObjectNode entry = Json.object()
                .put("name", type.names().plural() + subresource)
                .put("singularName", "")
                .put("namespaced", type.namespaced())
                .put("kind", type.names().kind());
        addTexts(entry, "verbs", verbs);
        return entry;
    }

    private static void addTexts(ObjectNode entry, String field, List<String> texts) {
        if (!texts.isEmpty()) {
            ArrayNode array = entry.putArray(field);
            texts.forEach(array::add);
        }
    }
}
