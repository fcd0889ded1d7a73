package dev.fermata.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** YAML to class and back to YAML: what is lost here would be lost on every write of the operator. */
class RoundTripTest {
    static final List<String> PLURALS = Crds.PLURALS;

    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final Path EXAMPLES = Path.of("../docs/examples");
    private static final Map<String, Class<? extends HasMetadata>> CLASSES = Map.of(
            "Server",
            Server.class,
            "Fleet",
            Fleet.class,
            "GameType",
            GameType.class,
            "GameAutoscaler",
            GameAutoscaler.class);

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> Crds.read(file).contains("\napiVersion: fermata.dev/"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    static Stream<Arguments> samples() {
        return PLURALS.stream()
                .flatMap(plural -> IntStream.range(0, Sample.VARIANTS)
                        .mapToObj(variant -> Arguments.of(plural, new Sample(variant))));
    }

    /** One object that could not be read would make every list fail that it is in, and so stop the operator for all. */
    @ParameterizedTest
    @MethodSource("samples")
    void whateverTheSchemaAllowsIsCarriedByTheClass(String plural, Sample values) {
        ObjectNode sample = (ObjectNode) values.of(Crds.schema(plural));
        sample.put("apiVersion", "fermata.dev/v1alpha1").put("kind", Crds.kind(plural));
        sample.putObject("metadata").put("name", "sample");

        JsonNode read = roundTrip(sample);

        assertThat(lost("", sample, read)).isEmpty();
        assertThat(lost("", read, sample)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleComesBackAsItWasWritten(Path example) {
        JsonNode written = YAML.unmarshal(Crds.read(example), JsonNode.class);

        JsonNode read = roundTrip(written);

        assertThat(lost("", written, read)).isEmpty();
        assertThat(lost("", roundTrip(read), read)).isEmpty();
    }

    private static JsonNode roundTrip(JsonNode document) {
        Class<? extends HasMetadata> type = CLASSES.get(document.path("kind").textValue());
        HasMetadata object = YAML.convertValue(document, type);
        return YAML.unmarshal(YAML.asYaml(object), JsonNode.class);
    }

    /** Paths whose value is another or not there; what the class adds are the schema's defaults. */
    private static List<String> lost(String path, JsonNode written, JsonNode read) {
        if (written.isObject()) {
            return written.properties().stream()
                    .flatMap(field ->
                            lost(path + "." + field.getKey(), field.getValue(), read.path(field.getKey())).stream())
                    .toList();
        }
        if (written.isArray() && written.size() == read.size()) {
            return Stream.iterate(0, i -> i < written.size(), i -> i + 1)
                    .flatMap(i -> lost(path + "[" + i + "]", written.get(i), read.get(i)).stream())
                    .toList();
        }
        return !written.isContainerNode() && written.asText().equals(read.asText())
                ? List.of()
                : List.of(path + ": " + written + " became " + read);
    }
}
