package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.e2e.ValidationTable.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table is what ValidationTest asks of a real API server; the page shows the same rows. Needs no cluster. */
class ValidationPageTest {
    private static final Path PAGE = Path.of("../docs/reference/validation.md");
    private static final List<String> KINDS = List.of("Server", "Fleet", "GameType", "GameAutoscaler");
    private static final String INTRODUCTION = """
        # What the API server refuses

        A mistake is refused when you apply it, with the field's path and what would be right. Each row was asked of a real API server;
        the page is rendered from `e2e/src/test/resources/validation.yaml`, which is also the test. Rows begin with the smallest valid
        object of the kind. Fleets and GameTypes have the rules of Servers in their templates, the paths being longer by `spec.template`.

        What only shows later, such as an image that does not exist, becomes a condition in the status.
        """;

    @Test
    void thePageShowsTheTable() throws IOException {
        String page = page();
        if (Boolean.getBoolean("fermata.render")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("run with -Dfermata.render=true to write the page")
                .isEqualTo(page);
    }

    private static String page() {
        ValidationTable table = ValidationTable.read();
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (String kind : KINDS) {
            page.append("\n## ").append(kind).append("\n\n| refused | field | says |\n| --- | --- | --- |\n");
            of(kind, table.refused())
                    .forEach(row -> page.append("| ")
                            .append(row.what())
                            .append(" | `")
                            .append(row.field())
                            .append("` | ")
                            .append(cell(row.says()))
                            .append(" |\n"));
            page.append("\n| accepted | reads |\n| --- | --- |\n");
            of(kind, table.accepted())
                    .forEach(row -> page.append("| ")
                            .append(cell(row.what()))
                            .append(" | ")
                            .append(leaves("", row.reads()).collect(Collectors.joining(", ")))
                            .append(" |\n"));
        }
        return page.toString();
    }

    private static Stream<Row> of(String kind, Stream<Row> rows) {
        return rows.filter(row -> row.kind().equals(kind));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static Stream<String> leaves(String path, JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .flatMap(field ->
                            leaves(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue()));
        }
        return node.isMissingNode() ? Stream.empty() : Stream.of("`" + path + ": " + node.asText() + "`");
    }
}
