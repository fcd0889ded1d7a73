package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.e2e.Answer.Fault;
import dev.fermata.e2e.ValidationTable.Row;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of validation.yaml, row by row, asked of a real API server. */
@OnCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValidationTest {
    private static final KubernetesSerialization CLASSES = new KubernetesSerialization();

    private Cluster cluster;
    private Namespace namespace;
    private int rows;

    @BeforeAll
    void connect() {
        cluster = Cluster.connect();
        namespace = Namespace.in(cluster);
    }

    @AfterAll
    void leave() {
        namespace.close();
    }

    static Stream<Row> refused() {
        return ValidationTable.read().refused();
    }

    static Stream<Row> accepted() {
        return ValidationTable.read().accepted();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void isRefusedWithTheFieldAndWhatWouldBeRight(Row row) {
        Answer answer = answer(row);

        assertThat(answer.code()).as(answer.body().toString()).isIn(400, 422);
        List<Fault> faults = answer.faults();
        assertThat(faults).extracting(Fault::field).containsOnly(row.field());
        assertThat(faults).extracting(Fault::says).anyMatch(says -> says.contains(row.says()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void isAccepted(Row row) {
        JsonNode stored = answer(row).orFail();

        assertThat(missing("", row.reads(), stored)).isEmpty();
        assertThat(CLASSES.convertValue(stored, HasMetadata.class).getKind()).isEqualTo(row.kind());
    }

    private Answer answer(Row row) {
        ObjectNode object = row.object();
        if (object.at("/metadata/name").asText().equals("row")) {
            // A name of its own: an operator that runs beside these tests may still hold the object of the last row.
            object.withObject("/metadata").put("name", "row-" + rows++);
        }
        String path = namespace.path(object);
        try {
            Answer created = namespace.create(object);
            if (!row.updates()) {
                return created;
            }
            created.orFail();
            return cluster.update(path, row.update());
        } finally {
            cluster.delete(path);
        }
    }

    private static List<String> missing(String path, JsonNode expected, JsonNode actual) {
        if (expected.isObject()) {
            return expected.properties().stream()
                    .flatMap(field ->
                            missing(path + "." + field.getKey(), field.getValue(), actual.path(field.getKey()))
                                    .stream())
                    .toList();
        }
        return expected.isMissingNode() || expected.asText().equals(actual.asText())
                ? List.of()
                : List.of(path + " should be " + expected + ", but is " + actual);
    }
}
