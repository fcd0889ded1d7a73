package dev.fermata.sidecar.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the kinds take as a log level, the operator hands on as it is: a sidecar that did not know it would not start. */
class LogLevelTest {
    private static final Path CRDS = Path.of("..", "api", "src", "main", "resources", "crds");

    @ParameterizedTest
    @ValueSource(strings = {"servers", "fleets", "gametypes"})
    void everyLevelThatAKindTakesIsUnderstood(String plural) throws IOException {
        JsonNode definition = new YAMLMapper()
                .readTree(CRDS.resolve(plural + ".fermata.dev.yaml").toFile());
        List<String> levels = definition.findValues("logLevel").stream()
                .flatMap(level -> level.path("enum").valueStream())
                .map(JsonNode::asText)
                .toList();

        assertThat(levels)
                .isNotEmpty()
                .allSatisfy(level -> assertThat(
                                Settings.of(environment(level)).logLevel().name())
                        .isEqualTo(level.toUpperCase(Locale.ROOT)));
        assertThat(levels).hasSameSizeAs(Stream.of(LogLevel.values()).toList());
    }

    private static Map<String, String> environment(String level) {
        return Map.of(
                "FERMATA_SERVER_NAME", "arena-0",
                "FERMATA_SERVER_NAMESPACE", "games",
                "FERMATA_SERVER_UID", "u-1",
                "FERMATA_TOKEN_SHA256", "0".repeat(64),
                "FERMATA_LOG_LEVEL", level);
    }
}
