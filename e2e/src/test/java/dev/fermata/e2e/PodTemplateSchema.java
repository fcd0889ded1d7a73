package dev.fermata.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Kubernetes' own schema of the PodTemplateSpec, in the form that a CRD may have: references resolved; descriptions left
 * out, for size; defaults left out but where a list's keys need them, since the API server applies them to the Pod.
 */
final class PodTemplateSchema {
    private static final List<String> KEPT = List.of(
            "type",
            "format",
            "enum",
            "required",
            "x-kubernetes-list-type",
            "x-kubernetes-list-map-keys",
            "x-kubernetes-map-type");

    /** What controller-gen writes for a quantity; without it a value that is none would only fail in the Pod. */
    private static final String QUANTITY =
            "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

    private final JsonNode schemas;

    private PodTemplateSchema(JsonNode schemas) {
        this.schemas = schemas;
    }

    /** The schema from the document that the API server has at /openapi/v3/api/v1, with a merge patch applied. */
    static ObjectNode from(JsonNode openApi, JsonNode changes) {
        JsonNode schemas = openApi.path("components").path("schemas");
        ObjectNode schema = new PodTemplateSchema(schemas).named("io.k8s.api.core.v1.PodTemplateSpec");
        MergePatch.apply(schema, changes);
        return schema;
    }

    private ObjectNode named(String name) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        switch (name) {
            case "io.k8s.apimachinery.pkg.api.resource.Quantity" ->
                schema.put("x-kubernetes-int-or-string", true).put("pattern", QUANTITY);
            case "io.k8s.apimachinery.pkg.util.intstr.IntOrString" -> schema.put("x-kubernetes-int-or-string", true);
            case "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta" -> {
                schema.put("type", "object");
                ObjectNode properties = schema.putObject("properties");
                for (String map : List.of("annotations", "labels")) {
                    properties
                            .putObject(map)
                            .put("type", "object")
                            .putObject("additionalProperties")
                            .put("type", "string");
                }
            }
            default -> schema = expanded(schemas.required(name));
        }
        return schema;
    }

    private ObjectNode expanded(JsonNode source) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        if (source.has("allOf")) {
            schema.setAll(expanded(source.path("allOf").required(0)));
        } else if (source.has("$ref")) {
            schema.setAll(named(source.path("$ref").textValue().replaceFirst(".*/", "")));
        }
        KEPT.stream().filter(source::has).forEach(key -> schema.set(key, source.get(key)));
        if ("int32".equals(source.path("format").textValue())) {
            schema.put("minimum", Integer.MIN_VALUE).put("maximum", Integer.MAX_VALUE);
        }
        below(schema, source);
        return schema;
    }

    private void below(ObjectNode schema, JsonNode source) {
        if (source.has("properties")) {
            ObjectNode properties = schema.putObject("properties");
            source.path("properties")
                    .properties()
                    .forEach(property -> properties.set(property.getKey(), expanded(property.getValue())));
        }
        if (source.has("items")) {
            schema.set("items", expanded(source.get("items")));
            keyDefaults(schema, source);
        }
        if (source.path("additionalProperties").isObject()) {
            schema.set("additionalProperties", expanded(source.get("additionalProperties")));
        }
    }

    /** A key of a list must be required or have a default. */
    private void keyDefaults(ObjectNode list, JsonNode source) {
        JsonNode items = source.path("items").path("allOf").path(0);
        JsonNode described = schemas.path(items.path("$ref").asText().replaceFirst(".*/", ""));
        for (JsonNode key : source.path("x-kubernetes-list-map-keys")) {
            JsonNode name = described.path("properties").path(key.textValue());
            boolean required = described.path("required").valueStream().anyMatch(key::equals);
            if (!required) {
                ((ObjectNode) list.at("/items/properties/" + key.textValue())).set("default", name.required("default"));
            }
        }
    }
}
