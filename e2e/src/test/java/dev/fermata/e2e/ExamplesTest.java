package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of the documentation, as a reader would apply it: all of them together in one namespace. */
@OnCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesTest {
    private Namespace namespace;

    @BeforeAll
    void connect() {
        namespace = Namespace.in(Cluster.connect());
    }

    @AfterAll
    void leave() {
        namespace.close();
    }

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../docs/examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isAccepted(Path example) throws IOException {
        JsonNode object = Serialization.unmarshal(Files.readString(example), JsonNode.class);

        Answer answer = namespace.cluster().create(path(object), object);

        assertThat(answer.code()).as(answer.body().toString()).isEqualTo(201);
    }

    private String path(JsonNode object) {
        String kind = object.path("kind").textValue();
        String version = object.path("apiVersion").textValue();
        String api = (version.contains("/") ? "/apis/" : "/api/") + version;
        return api + "/namespaces/" + namespace.name() + "/" + kind.toLowerCase(Locale.ROOT) + "s";
    }
}
