package dev.fermata.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/chart.md}: every value with its default, as {@code values.yaml} explains it. */
class ValuesPageTest {
    private static final Path PAGE = Path.of("../docs/reference/chart.md");
    private static final String HEAD = """
        # Values of the chart

        Written by a test from [values.yaml](../../deploy/chart/values.yaml): `mvn verify -Dfermata.render=true`.

        | value | default | |
        | --- | --- | --- |
        """;

    @Test
    void the_page_says_what_the_values_are() throws IOException {
        List<Value> values = Value.all();
        String page = HEAD + String.join("", values.stream().map(Value::row).toList());
        if (Boolean.getBoolean("fermata.render")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("mvn verify -Dfermata.render=true writes it").hasContent(page);
        assertThat(values)
                .hasSizeGreaterThan(25)
                .allSatisfy(
                        value -> assertThat(value.meaning()).as(value.path()).isNotEmpty());
    }

    @Test
    void the_schema_knows_these_values_and_no_others() throws IOException {
        JsonNode schema = new ObjectMapper()
                .readTree(Chart.FOLDER.resolve("values.schema.json").toFile());
        List<String> known = new ArrayList<>();
        leaves(schema, schema, "", known);
        List<String> there = Value.all().stream()
                .map(Value::path)
                .map(path -> path.replaceFirst("^(resources|sidecar\\.resources\\.\\w+)\\..*", "$1"))
                .distinct()
                .toList();
        // Helm itself adds "global".
        assertThat(known).filteredOn(path -> !path.equals("global")).containsExactlyInAnyOrderElementsOf(there);
    }

    /** Paths of what has no properties of its own. */
    private static void leaves(JsonNode schema, JsonNode node, String path, List<String> into) {
        JsonNode meant = node.has("$ref") ? schema.at(node.get("$ref").asText().substring(1)) : node;
        if (meant.has("properties")) {
            meant.get("properties").properties().forEach(property -> {
                String below = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
                leaves(schema, property.getValue(), below, into);
            });
        } else {
            into.add(path);
        }
    }
}
