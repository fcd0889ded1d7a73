package dev.fermata.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/rbac.md} names what the chart grants the operator, and users: no right more, and none less. */
class RbacPageTest {
    private static final Path PAGE = Path.of("../docs/reference/rbac.md");
    private static final String AGGREGATE = "rbac.authorization.k8s.io/aggregate-to-";
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern VERB =
            Pattern.compile("\\b(get|list|watch|create|update|patch|delete|deletecollection|liftguard)\\b");

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
        assertThat(rights(section("What the operator may do"))).isEqualTo(granted);
    }

    @Test
    void the_page_names_what_users_may_do() throws IOException {
        List<JsonNode> roles = usersRoles();
        for (JsonNode role : roles) {
            String name = role.at("/metadata/name").asText();
            assertThat(rights(section("`" + name + "`"))).as(name).isEqualTo(rights(role, ""));
        }
        assertThat(Files.readAllLines(PAGE))
                .filteredOn(line -> line.startsWith("### "))
                .hasSameSizeAs(roles);
    }

    /** Of a row's second cell, what comes after a comma has it by way of what comes before. */
    @Test
    void the_page_names_the_roles_of_kubernetes_that_have_them() throws IOException {
        Map<String, Set<String>> said = new TreeMap<>();
        for (String line : section("What users may do")) {
            if (line.startsWith("| `")) {
                String[] cells = line.split("\\|", -1);
                said.put(codes(cells[1]).getFirst(), Set.copyOf(codes(cells[2].replaceFirst(",.*", ""))));
            }
        }
        Map<String, Set<String>> aggregated = new TreeMap<>();
        for (JsonNode role : usersRoles()) {
            aggregated.put(
                    role.at("/metadata/name").asText(),
                    role.at("/metadata/labels").properties().stream()
                            .map(Map.Entry::getKey)
                            .filter(label -> label.startsWith(AGGREGATE))
                            .map(label -> label.substring(AGGREGATE.length()))
                            .collect(Collectors.toSet()));
        }
        assertThat(said).isEqualTo(aggregated);
    }

    /** All ClusterRoles but the operator's. */
    private static List<JsonNode> usersRoles() {
        return Chart.objects(Chart.render()).stream()
                .filter(object -> object.path("kind").asText().equals("ClusterRole"))
                .filter(role -> !role.at("/metadata/name").asText().equals("fermata-operator"))
                .toList();
    }

    /** The lines below this heading, up to the next one. */
    private static List<String> section(String heading) throws IOException {
        List<String> lines = Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.matches("#+ " + Pattern.quote(heading)))
                .toList();
        assertThat(lines).as(heading).isNotEmpty();
        return lines.stream().skip(1).takeWhile(line -> !line.startsWith("#")).toList();
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
