package dev.fermata.local.apiserver.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.rules.RuleTree;
import dev.fermata.local.apiserver.schema.Schema;
import dev.fermata.local.apiserver.schema.SchemaReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the type that a CustomResourceDefinition defines: its storage version; others are not served. */
public final class CustomTypes {
    private CustomTypes() {}

    /** The type; null if no version of it is stored. */
    public static @Nullable ResourceType read(ObjectNode definition) {
        JsonNode spec = definition.path("spec");
        for (JsonNode version : spec.path("versions")) {
            if (version.path("storage").asBoolean()) {
                return new ResourceType(
                        spec.path("group").asText(),
                        version.path("name").asText(),
                        names(spec.path("names")),
                        spec.path("scope").asText().equals("Cluster") ? Scope.CLUSTER : Scope.NAMESPACED,
                        behaviour(version));
            }
        }
        return null;
    }

    private static Names names(JsonNode names) {
        String kind = names.path("kind").asText();
        return new Names(
                names.path("plural").asText(),
                names.path("singular").asText(kind.toLowerCase(Locale.ROOT)),
                kind,
                texts(names.path("shortNames")),
                texts(names.path("categories")));
    }

    private static Behaviour behaviour(JsonNode version) {
        JsonNode openApi = version.path("schema").path("openAPIV3Schema");
        JsonNode subresources = version.path("subresources");
        Set<String> selectable = new HashSet<>();
        version.path("selectableFields")
                .forEach(field -> selectable.add(field.path("jsonPath").asText().substring(1)));
        Schema schema = SchemaReader.read(openApi);
        return new CustomResources(
                openApi,
                schema,
                RuleTree.of(schema),
                subresources.has("status"),
                scale(subresources.path("scale")),
                columns(version.path("additionalPrinterColumns")),
                selectable);
    }

    private static @Nullable ScalePaths scale(JsonNode scale) {
        return scale.isMissingNode()
                ? null
                : new ScalePaths(
                        scale.path("specReplicasPath").asText(),
                        scale.path("statusReplicasPath").asText(),
                        scale.path("labelSelectorPath").asText(""));
    }

    private static List<Column> columns(JsonNode columns) {
        List<Column> all = new ArrayList<>();
        for (JsonNode column : columns) {
            all.add(Column.at(
                    column.path("name").asText(),
                    column.path("type").asText(),
                    column.path("jsonPath").asText(),
                    column.path("priority").asInt(),
                    column.path("description").asText("")));
        }
        return all;
    }

    private static List<String> texts(JsonNode array) {
        List<String> all = new ArrayList<>();
        array.forEach(one -> all.add(one.asText()));
        return all;
    }
}
