package dev.fermata.local.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;
import dev.fermata.local.apiserver.json.Meta;
import dev.fermata.local.apiserver.patch.MergePatch;
import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.resource.ResourceType;
import dev.fermata.local.apiserver.rest.Part;
import dev.fermata.local.apiserver.rest.Target;
import dev.fermata.local.apiserver.rest.WriteOptions;
import dev.fermata.local.apiserver.rules.RuleTree;
import dev.fermata.local.apiserver.schema.SchemaReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fermata's own kinds are refused and accepted here as by a real API server, of which the same table was asked (see module e2e). */
class FermataKindsTest {
    private static final Path TABLE = Path.of("..", "e2e", "src", "test", "resources", "validation.yaml");

    private static final WriteOptions STRICT =
            new WriteOptions(WriteOptions.Commit.STORE, WriteOptions.UnknownFields.STRICT);

    private static SimulatedApiServer server;
    private static int names;

    /** A row of the table: a change of a valid object, and perhaps one more after it was created. */
    record Row(String kind, JsonNode valid, JsonNode row) {
        String what() {
            return row.path("what").asText();
        }

        @Override
        public String toString() {
            return kind + ": " + what();
        }
    }

    /** A field and what is wrong with it. */
    record Fault(String field, String says) {}

    @BeforeAll
    static void start() throws IOException {
        server = FermataKinds.serve();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Row> refused() throws IOException {
        return rows("refused");
    }

    static Stream<Row> accepted() throws IOException {
        return rows("accepted");
    }

    private static Stream<Row> rows(String section) throws IOException {
        ObjectNode table = Json.yaml(Files.readString(TABLE)).getFirst();
        return table.path(section).valueStream().flatMap(group -> {
            String kind = group.path("kind").asText();
            return group.path("rows")
                    .valueStream()
                    .map(row -> new Row(kind, table.path("valid").path(kind), row));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"servers", "fleets", "gametypes", "gameautoscalers"})
    void everyRuleCanBeEvaluatedHere(String plural) throws IOException {
        try (var in = FermataKindsTest.class.getResourceAsStream("/crds/" + plural + ".fermata.dev.yaml")) {
            ObjectNode definition = Json.yaml(
                            new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8))
                    .getFirst();
            RuleTree rules = RuleTree.of(SchemaReader.read(definition
                    .path("spec")
                    .path("versions")
                    .path(0)
                    .path("schema")
                    .path("openAPIV3Schema")));

            assertThat(rules).isNotNull();
            assertThat(Objects.requireNonNull(rules).uncompilable()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("refused")
    void isRefusedWithTheFieldAndWhatWouldBeRight(Row row) {
        ObjectNode status = refusal(row);

        List<Fault> faults = faults(status);
        assertThat(faults)
                .as(status.toString())
                .extracting(Fault::field)
                .containsOnly(row.row().path("field").asText());
        assertThat(faults)
                .extracting(Fault::says)
                .anyMatch(says -> says.contains(row.row().path("says").asText()));
    }

    private static List<Fault> faults(ObjectNode status) {
        Stream<Fault> unknown = Pattern.compile("unknown field \"([^\"]+)\"")
                .matcher(status.path("message").asText())
                .results()
                .map(found -> new Fault(found.group(1), "unknown field"));
        Stream<Fault> causes = status.path("details")
                .path("causes")
                .valueStream()
                .filter(cause -> !cause.path("field").asText().equals("<nil>"))
                .map(cause -> new Fault(
                        plain(cause.path("field").asText()),
                        cause.path("message").asText()));
        return Stream.concat(unknown, causes).toList();
    }

    /** The checks of the scale subresource spell their paths with a dot in front. */
    private static String plain(String field) {
        return field.startsWith(".") ? field.substring(1) : field;
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void isAccepted(Row row) {
        ObjectNode stored = write(row);

        assertThat(missing("", row.row().path("reads"), stored)).isEmpty();
    }

    private static List<String> missing(String path, JsonNode expected, JsonNode actual) {
        if (expected.isObject()) {
            return expected.properties().stream()
                    .flatMap(field ->
                            missing(path + "." + field.getKey(), field.getValue(), actual.path(field.getKey()))
                                    .stream())
                    .toList();
        }
        boolean same = expected.isMissingNode() || expected.asText().equals(actual.asText());
        return same ? List.of() : List.of(path + " should be " + expected + ", but is " + actual);
    }

    private static ObjectNode refusal(Row row) {
        try {
            ObjectNode written = write(row);
            throw new AssertionError("was accepted: " + written);
        } catch (Refusal refusal) {
            return refusal.status();
        }
    }

    private static ObjectNode write(Row row) {
        JsonNode change = row.row().path("change");
        ObjectNode object = row.valid().deepCopy();
        if (!change.isMissingNode()) {
            MergePatch.apply(change, object);
        }
        if (new Meta(object).name().equals("row")) {
            new Meta(object).node().put("name", "row-" + names++);
        }
        String kind = object.path("kind").asText();
        ResourceType type = Objects.requireNonNull(server.resources().types().ofKind("fermata.dev/v1alpha1", kind));
        Target target = new Target(type, "default", new Meta(object).name());
        ObjectNode created =
                server.resources().create(type, "default", object, STRICT).json();
        JsonNode update = row.row().path("update");
        if (update.isMissingNode()) {
            return created;
        }
        return server.resources()
                .update(target, Part.OBJECT, now -> (ObjectNode) MergePatch.apply(update, now), STRICT)
                .json();
    }
}
