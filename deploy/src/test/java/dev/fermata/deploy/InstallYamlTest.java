package dev.fermata.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code deploy/install.yaml} is what the chart renders, and nothing else. */
class InstallYamlTest {
    private static final Path FILE = Path.of("install.yaml");
    private static final String HEAD = """
        # Fermata, as the chart renders it with its default values. Written by a test: mvn verify -Dfermata.render=true
        #
        #   kubectl apply --server-side -f deploy/install.yaml
        """;

    @Test
    void the_file_is_what_the_chart_renders() throws IOException {
        String rendered = HEAD + tidy(Chart.render("namespace: {create: true}"));
        if (Boolean.getBoolean("fermata.render")) {
            Files.writeString(FILE, rendered);
        }
        assertThat(FILE).as("mvn verify -Dfermata.render=true writes it").hasContent(rendered);
    }

    @Test
    void whoever_applies_it_needs_nothing_else_and_gets_no_key() throws IOException {
        assertThat(Chart.objects(Files.readString(FILE)))
                .extracting(object -> object.path("kind").asText())
                .contains("Namespace", "ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Deployment", "Service")
                .doesNotContain("Secret");
    }

    @Test
    void the_chart_is_of_this_version() throws IOException {
        String version =
                Files.readString(Path.of("../pom.xml")).replaceFirst("(?s).*?<version>([^<]+)</version>.*", "$1");
        assertThat(Files.readString(Chart.FOLDER.resolve("Chart.yaml")))
                .contains("\nversion: " + version + "\n", "\nappVersion: " + version + "\n");
    }

    @Test
    void the_kinds_are_those_of_the_api_and_stay_when_a_release_goes() throws IOException {
        String text = Files.readString(FILE);
        try (var crds = Files.list(Path.of("../api/src/main/resources/crds"))) {
            for (Path crd : crds.toList()) {
                JsonNode wanted = Chart.objects(Files.readString(crd)).getFirst();
                JsonNode there = Chart.object(
                        text,
                        "CustomResourceDefinition",
                        wanted.at("/metadata/name").asText());
                assertThat(there.get("spec")).isEqualTo(wanted.get("spec"));
                assertThat(there.at("/metadata/annotations/helm.sh~1resource-policy")
                                .asText())
                        .isEqualTo("keep");
            }
        }
    }

    /** Without the names of templates and the empty ends that they leave, and without saying that Helm manages it. */
    private static String tidy(String rendered) {
        return rendered.lines()
                        .filter(line -> !line.startsWith("# Source: "))
                        .filter(line -> !line.endsWith("app.kubernetes.io/managed-by: Helm"))
                        .map(String::stripTrailing)
                        .reduce(
                                new StringBuilder(),
                                (text, line) -> text.append(line).append('\n'),
                                StringBuilder::append)
                        .toString()
                        .replaceAll("\n{2,}", "\n")
                        .replaceAll("(---\n)+", "---\n")
                        .strip()
                + "\n";
    }
}
