package dev.fermata.sidecar.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.wire.EnvironmentVariables;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/reference/environment.md says what the sidecar does. */
class EnvironmentPageTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "environment.md");
    private static final Pattern ROW = Pattern.compile("\\| `(FERMATA_\\w+)` \\| .* \\| (.*) \\|");

    @Test
    void itHasEachVariableThatIsRead() throws Exception {
        List<String> known = new ArrayList<>();
        for (Field constant : EnvironmentVariables.class.getFields()) {
            known.add((String) constant.get(null));
        }

        assertThat(Stream.of(
                                rows("## Of the game").keySet(),
                                rows("## Of the sidecar").keySet())
                        .flatMap(names -> names.stream())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void itTellsWhatIsRequiredAndWhatIsSoWithoutAWord() throws Exception {
        Map<String, String> rows = rows("## Of the sidecar");
        Settings least = Settings.of(SettingsTest.LEAST);
        assertThat(rows.keySet()).containsAll(SettingsTest.LEAST.keySet());
        for (Map.Entry<String, String> row : rows.entrySet()) {
            Map<String, String> environment = new HashMap<>(SettingsTest.LEAST);
            environment.remove(row.getKey());
            if (row.getValue().equals("refused")) {
                assertThatThrownBy(() -> Settings.of(environment)).hasMessageContaining(row.getKey() + " is missing");
            } else if (!row.getValue().equals("none")) {
                environment.put(row.getKey(), row.getValue().replace("`", ""));
                assertThat(Settings.of(environment)).as(row.getKey()).isEqualTo(least);
                assertThat(row.getValue()).as(row.getKey()).matches("`.+`");
            }
        }
    }

    /** What is so where a variable is absent, by its name. */
    private static Map<String, String> rows(String section) throws IOException {
        String text = Files.readString(PAGE);
        String from = text.substring(text.indexOf(section));
        int end = from.indexOf("\n## ");
        return ROW.matcher(end < 0 ? from : from.substring(0, end))
                .results()
                .collect(Collectors.toMap((MatchResult row) -> row.group(1), row -> row.group(2)));
    }
}
