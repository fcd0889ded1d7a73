package dev.fermata.local.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;
import dev.fermata.local.apiserver.json.Meta;
import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.resource.ResourceType;
import dev.fermata.local.apiserver.rest.WriteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every whole object of Fermata's that a page or an example shows is accepted as it stands: its fields, bounds and rules. Module docs
 * looks at the names of its fields only, module e2e at the examples only.
 */
class PagesTest {
    private static final Path ROOT = Path.of("..");
    private static final String VERSION = "fermata.dev/v1alpha1";

    /** Indented, too, as in a list. */
    private static final Pattern FENCE = Pattern.compile("(?ms)^( *)```ya?ml *$\\n(.*?)^ *```$");

    private static final WriteOptions DRY =
            new WriteOptions(WriteOptions.Commit.DRY_RUN, WriteOptions.UnknownFields.STRICT);

    private static SimulatedApiServer server;

    /** An object, and where it stands. */
    record Shown(Path file, ObjectNode object) {
        @Override
        public String toString() {
            return ROOT.relativize(file) + ": " + object.path("kind").asText() + " " + new Meta(object).name();
        }
    }

    @BeforeAll
    static void start() throws IOException {
        server = FermataKinds.serve();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Shown> pages() throws IOException {
        return files(".md")
                .flatMap(page -> FENCE.matcher(read(page))
                        .results()
                        .flatMap(fence -> objects(
                                page, fence.group(2).indent(-fence.group(1).length()))));
    }

    static Stream<Shown> examples() throws IOException {
        return files(".yaml")
                .filter(file -> file.startsWith(ROOT.resolve("docs/examples")))
                .flatMap(file -> objects(file, read(file)));
    }

    @ParameterizedTest
    @MethodSource({"pages", "examples"})
    void isAccepted(Shown shown) {
        assertThat(dry(shown.object()).path("kind")).isEqualTo(shown.object().path("kind"));
    }

    @Test
    void pagesAndExamplesHaveEveryKind() throws IOException {
        assertThat(Stream.concat(pages(), examples())
                        .map(shown -> shown.object().path("kind").asText()))
                .contains("Server", "Fleet", "GameType", "GameAutoscaler");
        assertThat(pages().map(shown -> shown.file().getFileName())).contains(Path.of("README.md"));
    }

    @Test
    void whatARuleForbidsIsFound() throws IOException {
        ObjectNode autoscaler = pages().map(Shown::object)
                .filter(object -> object.path("kind").asText().equals("GameAutoscaler"))
                .findFirst()
                .orElseThrow();
        ((ObjectNode) autoscaler.path("spec")).put("minReplicas", 51);

        assertThatThrownBy(() -> dry(autoscaler))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("must not be more than maxReplicas");
    }

    private static ObjectNode dry(ObjectNode object) {
        ResourceType type = Objects.requireNonNull(
                server.resources().types().ofKind(VERSION, object.path("kind").asText()));
        String namespace = object.path("metadata").path("namespace").asText("default");
        return server.resources().create(type, namespace, object, DRY).json();
    }

    private static Stream<Shown> objects(Path file, String yaml) {
        try {
            return Json.yaml(yaml).stream()
                    .filter(object -> object.path("apiVersion").asText().equals(VERSION))
                    .map(object -> new Shown(file, object));
        } catch (IOException malformed) {
            throw new AssertionError(file + ": " + malformed.getMessage(), malformed);
        }
    }

    /** All of the repository, build output aside. */
    private static Stream<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files
                    .filter(file -> file.toString().endsWith(suffix))
                    .filter(file -> !file.toString().contains("target"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
