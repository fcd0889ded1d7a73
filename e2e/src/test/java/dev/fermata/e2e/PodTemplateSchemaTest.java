package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The Pod template in the CRDs is Kubernetes' own, but for what pod-template-changes.yaml says. */
@OnCluster
class PodTemplateSchemaTest {
    private static final String VERSION = "1.34";
    private static final Path CRD = Path.of("../api/src/main/resources/crds/servers.fermata.dev.yaml");
    private static final String INDENT = " ".repeat(16);
    private static final String BEGIN = INDENT + "# begin pod-template\n";
    private static final String END = INDENT + "# end pod-template\n";

    @Test
    void theSchemaOfThePodTemplateIsThatOfKubernetes() throws IOException {
        Cluster cluster = Cluster.connect();
        String version = cluster.get("/version").orFail().path("gitVersion").asText();
        boolean same = version.startsWith("v" + VERSION + ".");
        String told = "the schema is that of Kubernetes " + VERSION + ", the cluster is " + version;
        BuildServer.demands(same, told);
        assumeTrue(same, told);
        JsonNode changes = ValidationTable.resource("/pod-template-changes.yaml");

        JsonNode schema =
                PodTemplateSchema.from(cluster.get("/openapi/v3/api/v1").orFail(), changes);

        String text = Files.readString(CRD);
        String expected = text.substring(0, text.indexOf(BEGIN))
                + BEGIN
                + SchemaText.lines("template", schema, INDENT)
                + text.substring(text.indexOf(END));
        if (Boolean.getBoolean("fermata.render")) {
            Files.writeString(CRD, expected);
        }
        assertThat(Files.readString(CRD))
                .as("run with -Dfermata.render=true to write it, then api's tests, to copy it to the other kinds")
                .isEqualTo(expected);
    }
}
