package dev.fermata.local.apiserver.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;
import dev.fermata.local.apiserver.resource.ResourceType;
import dev.fermata.local.apiserver.resource.Types;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OpenAPI v3, one document for each group and version: {@code kubectl explain} prints it, and {@code kubectl apply} asks it whether the
 * server checks fields itself. Of paths it has what these two look for, one for each type; of built-in types it knows no fields.
 */
final class OpenApi {
    private static final String GROUP_VERSION_KIND = "x-kubernetes-group-version-kind";
    /** As kubectl looks for them among the parameters of a PATCH. */
    private static final List<String> PARAMETERS = List.of("dryRun", "fieldValidation");

    private final Types types;

    OpenApi(Types types) {
        this.types = types;
    }

    /** The document at a path; null if there is none. */
    @Nullable
    ObjectNode at(List<String> path) {
        if (path.size() < 2
                || !path.getFirst().equals("openapi")
                || !path.get(1).equals("v3")) {
            return null;
        }
        return path.size() == 2 ? index() : document(String.join("/", path.subList(2, path.size())));
    }

    private ObjectNode index() {
        ObjectNode index = Json.object();
        ObjectNode paths = index.putObject("paths");
        types.all().forEach(type -> paths.putObject(root(type)).put("serverRelativeURL", "/openapi/v3/" + root(type)));
        return index;
    }

    private @Nullable ObjectNode document(String root) {
        List<ResourceType> served =
                types.all().stream().filter(type -> root(type).equals(root)).toList();
        if (served.isEmpty()) {
            return null;
        }
        ObjectNode document = Json.object().put("openapi", "3.0.0");
        document.putObject("info")
                .put("title", "Fermata's simulated API server")
                .put("version", "v1");
        ObjectNode paths = document.putObject("paths");
        ObjectNode schemas = document.putObject("components").putObject("schemas");
        for (ResourceType type : served) {
            paths.set(path(type), operations(type));
            schemas.set(type.apiVersion().replace('/', '.') + "." + type.names().kind(), schema(type));
        }
        return document;
    }

    private static String root(ResourceType type) {
        return (type.group().isEmpty() ? "api/" : "apis/") + type.apiVersion();
    }

    private static String path(ResourceType type) {
        return "/" + root(type) + (type.namespaced() ? "/namespaces/{namespace}/" : "/")
                + type.names().plural() + "/{name}";
    }

    private static ObjectNode operations(ResourceType type) {
        ObjectNode operations = Json.object();
        for (String method : List.of("get", "patch")) {
            ObjectNode operation = operations.putObject(method);
            operation.set(GROUP_VERSION_KIND, kind(type));
            operation.putObject("responses").putObject("200").put("description", "OK");
        }
        ArrayNode parameters = operations.withObject("/patch").putArray("parameters");
        for (String name : PARAMETERS) {
            parameters
                    .addObject()
                    .put("name", name)
                    .put("in", "query")
                    .putObject("schema")
                    .put("type", "string");
        }
        return operations;
    }

    private static ObjectNode schema(ResourceType type) {
        ObjectNode schema = type.behaviour().openApi() instanceof ObjectNode known
                ? known.deepCopy()
                : Json.object()
                        .put("type", "object")
                        .put("description", "The simulated API server does not know the fields of this type.")
                        .put("x-kubernetes-preserve-unknown-fields", true);
        ObjectNode properties = schema.withObject("/properties");
        describe(properties, "apiVersion", "string", "Always " + type.apiVersion() + ".");
        describe(properties, "kind", "string", "Always " + type.names().kind() + ".");
        describe(properties, "metadata", "object", "Name, namespace, labels, annotations, owners and finalizers.");
        schema.putArray(GROUP_VERSION_KIND).add(kind(type));
        return schema;
    }

    private static void describe(ObjectNode properties, String name, String type, String description) {
        ObjectNode property = properties.withObject("/" + name);
        property.put("type", type);
        if (!property.has("description")) {
            property.put("description", description);
        }
    }

    private static ObjectNode kind(ResourceType type) {
        return Json.object()
                .put("group", type.group())
                .put("version", type.version())
                .put("kind", type.names().kind());
    }
}
