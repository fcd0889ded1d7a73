package dev.fermata.operator.autoscaler;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The OpenAPI document of webhooks, as a test reads it. */
final class WebhookContract {
    private static final Path DOCUMENT = Path.of("..", "docs", "reference", "openapi", "webhook.yaml");
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    /** JSON as all understand it: one document, no name twice. */
    private static final ObjectReader JSON = new JsonMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .reader();

    private final JsonNode root;

    private WebhookContract(JsonNode root) {
        this.root = root;
    }

    static WebhookContract read() throws IOException {
        KubernetesSerialization yaml = new KubernetesSerialization(new JsonMapper(), false);
        return new WebhookContract(yaml.unmarshal(Files.readString(DOCUMENT), JsonNode.class));
    }

    /** Names that a question may have. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        root.at("/components/schemas/Question/properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** What is wrong with a question; a field that the document does not have is wrong, too. */
    List<String> faultsOfQuestion(String json) {
        ObjectNode closed = root.at("/components/schemas/Question").deepCopy();
        return faults(closed.put("additionalProperties", false), json);
    }

    /** What is wrong with an answer. */
    List<String> faultsOfAnswer(String json) {
        return faults(root.at("/components/schemas/Answer"), json);
    }

    Stream<JsonNode> exampleQuestions() {
        return examples("/paths/~1/post/requestBody");
    }

    Stream<JsonNode> exampleAnswers() {
        return examples("/paths/~1/post/responses/2XX");
    }

    private Stream<JsonNode> examples(String place) {
        JsonNode examples = root.at(place + "/content/application~1json/examples");
        return StreamSupport.stream(examples.spliterator(), false).map(example -> example.path("value"));
    }

    private static List<String> faults(JsonNode schema, String json) {
        try {
            JsonNode document = JSON.readTree(json);
            return document.isMissingNode()
                    ? List.of("nothing")
                    : SCHEMAS.getSchema(schema).validate(document).stream()
                            .map(ValidationMessage::getMessage)
                            .toList();
        } catch (JsonProcessingException e) {
            return List.of("not JSON: " + json);
        }
    }
}
