package dev.fermata.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A CRD cannot refer to another, so what the kinds share is written three times; here it is held together. */
class SharedSchemaTest {
    /** How much deeper a Fleet's and a GameType's template has the Server's spec than a Server. */
    private static final int DEEPER = 8;

    @ParameterizedTest
    @ValueSource(strings = {"fleets", "gametypes"})
    void aTemplateHasTheSchemaAndTheRulesOfAServer(String plural) {
        String expected = Crds.text(plural);
        for (String name : List.of("server-spec", "server-rules")) {
            String server = block(Crds.text("servers"), name).indent(DEEPER);
            expected = expected.replace(block(expected, name), server);
        }
        if (Crds.rendering()) {
            Crds.write(Crds.file(plural), expected);
        }
        assertThat(Crds.text(plural))
                .as("run with -Dfermata.render=true to copy the blocks from servers.fermata.dev.yaml")
                .isEqualTo(expected);
    }

    private static String block(String text, String name) {
        List<String> lines = text.lines().toList();
        List<String> ends = lines.stream()
                .filter(line -> line.strip().matches("# (begin|end) " + name))
                .toList();
        assertThat(ends).as("markers of %s", name).hasSize(2);
        return lines.subList(lines.indexOf(ends.get(0)), lines.indexOf(ends.get(1)) + 1).stream()
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
