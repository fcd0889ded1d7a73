package dev.fermata.sidecar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** An OpenAPI document of {@code docs/reference/openapi}, as a test reads it. */
final class OpenApi {
    private static final Path FOLDER = Path.of("..", "docs", "reference", "openapi");
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    /** One method of one path, as documented. */
    record Operation(OpenApi document, String method, String path) {
        JsonNode node() {
            return document.root.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
        }

        Set<String> statuses() {
            Set<String> statuses = new TreeSet<>();
            node().path("responses").fieldNames().forEachRemaining(statuses::add);
            return statuses;
        }

        JsonNode response(String status) {
            return document.resolved(node().path("responses").path(status));
        }

        /** The examples of the request's body; none if it takes no body. */
        List<JsonNode> examples() {
            List<JsonNode> examples = new ArrayList<>();
            node().at("/requestBody/content/application~1json/examples")
                    .forEach(example -> examples.add(example.path("value")));
            return examples;
        }

        JsonNode requestSchema() {
            return node().at("/requestBody/content/application~1json/schema");
        }

        boolean isOpen() {
            JsonNode security = node().has("security") ? node().path("security") : document.root.path("security");
            return security.isEmpty();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private final ObjectNode root;

    private OpenApi(ObjectNode root) {
        this.root = root;
    }

    static OpenApi read(String name) {
        try {
            return new OpenApi(
                    (ObjectNode) new YAMLMapper().readTree(FOLDER.resolve(name).toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method ->
                                operations.add(new Operation(this, method.toUpperCase(Locale.ROOT), path.getKey()))));
        return operations;
    }

    JsonNode schemas() {
        return root.path("components").path("schemas");
    }

    /** What is wrong with a JSON text by a schema of this document; a property that the schema does not have is wrong, too. */
    List<String> faults(JsonNode schema, String json) {
        ObjectNode closed = schema.deepCopy();
        closed.set("components", root.path("components").deepCopy());
        close(closed);
        try {
            return SCHEMAS.getSchema(closed, CONFIG).validate(new JsonMapper().readTree(json)).stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of("not JSON: " + json);
        }
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : root.at(reference.substring(1));
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("type").asText().equals("object")) {
            object.put("additionalProperties", false);
        }
        node.forEach(OpenApi::close);
    }
}
