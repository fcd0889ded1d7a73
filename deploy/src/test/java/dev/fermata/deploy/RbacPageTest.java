package dev.fermata.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/rbac.md} names what the chart grants the operator: no right more, and none less. */
class RbacPageTest {
    private static final Path PAGE = Path.of("../docs/reference/rbac.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern VERB = Pattern.compile("\\b(get|list|watch|create|update|patch|delete)\\b");

    @Test
    void the_page_names_what_is_granted() throws IOException {
        Set<String> granted = new TreeSet<>();
        for (JsonNode object : Chart.objects(Chart.render())) {
            switch (object.path("kind").asText() + " "
                    + object.at("/metadata/name").asText()) {
                case "ClusterRole fermata-operator" -> granted.addAll(rights(object, ""));
                case "Role fermata-operator-self" -> granted.addAll(rights(object, " in its own namespace"));
                default -> {}
            }
        }
        assertThat(rights(Files.readAllLines(PAGE))).isEqualTo(granted);
    }

    private static Set<String> rights(JsonNode role, String where) {
        Set<String> rights = new TreeSet<>();
        for (JsonNode rule : role.path("rules")) {
            String group = rule.at("/apiGroups/0").asText();
            for (JsonNode resource : rule.path("resources")) {
                for (JsonNode verb : rule.path("verbs")) {
                    String name = rule.at("/resourceNames/0").asText();
                    String what = group.equals("events.k8s.io") ? group + "/" + resource.asText() : resource.asText();
                    rights.add(verb.asText() + " " + what + where + (name.isEmpty() ? "" : " named " + name));
                }
            }
        }
        return rights;
    }

    /** A row without a first cell is about what the row above it is about. */
    private static Set<String> rights(List<String> lines) {
        Set<String> rights = new TreeSet<>();
        List<String> resources = List.of();
        String where = "";
        for (String line : lines) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 5 && !cells[2].contains("---")) {
                if (!cells[1].isBlank()) {
                    resources = codes(cells[1]);
                    where = cells[1].contains("in its own namespace") ? " in its own namespace" : "";
                }
                String name = codes(cells[2]).stream()
                        .map(code -> " named " + code)
                        .findFirst()
                        .orElse("");
                for (String resource : resources) {
                    String end = " " + resource + where + name;
                    VERB.matcher(cells[2].replaceAll("`[^`]*`", ""))
                            .results()
                            .forEach(verb -> rights.add(verb.group() + end));
                }
            }
        }
        return rights;
    }

    private static List<String> codes(String cell) {
        List<String> codes = new ArrayList<>();
        CODE.matcher(cell).results().forEach(code -> codes.add(code.group(1)));
        return codes;
    }
}
