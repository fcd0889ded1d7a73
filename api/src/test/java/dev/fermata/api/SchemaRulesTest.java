package dev.fermata.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Rules that every field of ours keeps; the Pod template is Kubernetes' own, and keeps Kubernetes' rules. */
class SchemaRulesTest {
    static final List<String> PLURALS = Crds.PLURALS;

    @ParameterizedTest
    @FieldSource("PLURALS")
    void everyFieldSaysWhatItIsAndHowBigItMayBe(String plural) {
        List<String> broken = new ArrayList<>();
        JsonNode schema = Crds.schema(plural);
        visit(plural + ".spec", schema.at("/properties/spec"), broken);
        visit(plural + ".status", schema.at("/properties/status"), broken);
        assertThat(broken).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("PLURALS")
    void theStatusIsASubresource(String plural) {
        assertThat(Crds.version(plural).at("/subresources/status").isObject()).isTrue();
    }

    @ParameterizedTest
    @FieldSource("PLURALS")
    void everyColumnShowsAFieldThatExists(String plural) {
        for (JsonNode column : Crds.version(plural).path("additionalPrinterColumns")) {
            String path = column.path("jsonPath").textValue();
            if (!path.startsWith(".metadata.")) {
                String pointer = path.replaceAll("\\[.*]", "/items").replaceAll("\\.(\\w+)", "/properties/$1");
                assertThat(Crds.schema(plural).at(pointer).isMissingNode())
                        .as(path)
                        .isFalse();
            }
        }
    }

    private static void visit(String path, JsonNode schema, List<String> broken) {
        if (path.endsWith(".template.spec")
                && schema.at("/properties/containers").isObject()) {
            return;
        }
        describe(path, schema, broken);
        bound(path, schema, broken);
        schema.path("properties")
                .properties()
                .forEach(field -> visit(path + "." + field.getKey(), field.getValue(), broken));
        if (schema.has("items") && schema.at("/items/properties").isObject()) {
            schema.at("/items/properties")
                    .properties()
                    .forEach(field -> visit(path + "[]." + field.getKey(), field.getValue(), broken));
        }
    }

    private static void describe(String path, JsonNode schema, List<String> broken) {
        // Kubernetes' own type, which a reader knows.
        boolean known = path.contains(".resources.");
        if (!known && !schema.path("description").asText().endsWith(".")) {
            broken.add(path + ": a sentence that describes it is missing");
        }
        for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            if (rule.path("message").asText().isEmpty()) {
                broken.add(path + ": a rule without a message");
            }
        }
    }

    private static void bound(String path, JsonNode schema, List<String> broken) {
        boolean known = path.contains(".resources.");
        String type = schema.path("type").asText();
        if (type.equals("string") && !known && !schema.has("enum") && !schema.has("maxLength")) {
            broken.add(path + ": no maxLength");
        }
        if (type.equals("array") && !known && !schema.has("maxItems")) {
            broken.add(path + ": no maxItems");
        }
        if (type.equals("integer") && schema.path("format").isMissingNode()) {
            broken.add(path + ": no format; int32 or int64 decides the Java type");
        }
        if (type.equals("integer") && path.contains(".spec") && !schema.has("maximum")) {
            broken.add(path + ": no maximum");
        }
        if (schema.has("enum") && schema.has("default")) {
            broken.add(
                    path + ": a default of an enum makes every constructor of its class parse JSON; default in code");
        }
    }
}
