package dev.fermata.local.apiserver;

import static dev.fermata.local.apiserver.Cluster.CONFIG_MAPS;
import static dev.fermata.local.apiserver.Cluster.MERGE;
import static dev.fermata.local.apiserver.Cluster.WIDGETS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.fermata.local.apiserver.Cluster.Reply;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The requests that kubectl makes, as {@code kubectl -v=8} prints them, asked of the simulated API server and of a real one.
 * {@link KubectlTest} has kubectl itself make them, where there is one.
 */
@ParameterizedClass
@MethodSource("clusters")
class KubectlConformanceTest {
    private static final String TABLE =
            "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json";
    private static final String KIND = "x-kubernetes-group-version-kind";
    private static final String GROUP_VERSION = "apis/conformance.fermata.dev/v1";

    private final Cluster cluster;

    KubectlConformanceTest(Cluster cluster) {
        this.cluster = cluster;
    }

    static Stream<Cluster> clusters() {
        return Cluster.each();
    }

    private JsonNode openApi(String groupVersion) {
        cluster.until(() -> !urlOfOpenApi(groupVersion).isEmpty());
        return cluster.get(urlOfOpenApi(groupVersion), "application/json").body();
    }

    /** The index lists a new kind's group some time after the kind is served. */
    private String urlOfOpenApi(String groupVersion) {
        return cluster.get("/openapi/v3", "application/json, */*")
                .body()
                .path("paths")
                .path(groupVersion)
                .path("serverRelativeURL")
                .asText();
    }

    private static boolean isWidget(JsonNode kind) {
        return kind.path("kind").asText().equals("Widget");
    }

    private static JsonNode schemaOfWidgets(JsonNode document) {
        for (JsonNode schema : document.at("/components/schemas")) {
            if (isWidget(schema.path(KIND).path(0))) {
                return schema;
            }
        }
        return MissingNode.getInstance();
    }

    @Test
    void beforeAnApplyOpenApiSaysThatAPatchChecksTheFields() {
        JsonNode patch = MissingNode.getInstance();
        for (Map.Entry<String, JsonNode> path :
                openApi(GROUP_VERSION).path("paths").properties()) {
            JsonNode found = path.getValue().path("patch");
            patch = isWidget(found.path(KIND)) && !path.getKey().endsWith("/status") ? found : patch;
        }

        assertThat(patch.path("parameters"))
                .extracting(parameter -> parameter.path("name").asText())
                .contains("fieldValidation", "dryRun");
    }

    @Test
    void toExplainOpenApiHasTheFieldsOfAKind() {
        JsonNode schema = schemaOfWidgets(openApi(GROUP_VERSION));

        assertThat(schema.at("/properties/spec/properties/size/type").asText()).isEqualTo("integer");
        assertThat(schema.at("/properties/spec/required/0").asText()).isEqualTo("size");
        assertThat(schema.at("/properties/metadata").isMissingNode()).isFalse();
        assertThat(schema.at("/properties/apiVersion/type").asText()).isEqualTo("string");
        assertThat(openApi("api/v1").at("/components/schemas")).isNotEmpty();
        assertThat(cluster.get("/openapi/v3/apis/nobody.example.com/v1").code()).isEqualTo(404);
    }

    @Test
    void applyCreatesThenPatchesAndRefusesAMisspeltField() {
        String query = "?fieldManager=kubectl-client-side-apply&fieldValidation=Strict";

        Reply created = cluster.post(WIDGETS + query, Cluster.widget("applied", "{'size':1}"));
        Reply patched = cluster.patch(WIDGETS + "/applied" + query, MERGE, "{'spec':{'size':2}}");
        Reply misspelt = cluster.patch(WIDGETS + "/applied" + query, MERGE, "{'spec':{'seize':3}}");

        assertThat(created.code()).isEqualTo(201);
        assertThat(patched.text("spec.size")).isEqualTo("2");
        assertThat(misspelt.code()).isEqualTo(422);
        assertThat(misspelt.message()).contains("unknown field \"spec.seize\"");
    }

    @Test
    void getPrintsATableWithTheColumnsOfTheKind() {
        cluster.createWidget("shown", "{'size':1,'replicas':3}");

        JsonNode table = cluster.get(WIDGETS + "/shown?limit=500", TABLE).body();

        assertThat(table.path("kind").asText()).isEqualTo("Table");
        assertThat(table.path("columnDefinitions"))
                .extracting(column -> column.path("name").asText())
                .containsExactly("Name", "Replicas", "Ready", "Age");
        assertThat(table.at("/columnDefinitions/0/format").asText()).isEqualTo("name");
        assertThat(table.at("/rows/0/cells/0").asText()).isEqualTo("shown");
        assertThat(table.at("/rows/0/cells/1").asInt()).isEqualTo(3);
        assertThat(table.at("/rows/0/cells/2").isNull()).isTrue();
        assertThat(table.at("/rows/0/object/metadata/name").asText()).isEqualTo("shown");
    }

    @Test
    void waitListsTheOneObjectThatItNames() {
        cluster.createWidget("one", "{'size':1}");
        cluster.createWidget("other", "{'size':1}");

        Reply list = cluster.get(WIDGETS + "?fieldSelector=metadata.name%3Done&limit=500&resourceVersion=0");

        assertThat(list.body().path("items")).hasSize(1);
        assertThat(list.text("items[0].metadata.name")).isEqualTo("one");
    }

    @Test
    void describeFindsTheEventsOfAnObjectAndGetShowsWhenTheyWereSeen() {
        String uid = cluster.createConfigMap("subject", "").text("metadata.uid");
        cluster.post(
                "/apis/events.k8s.io/v1/namespaces/{ns}/events",
                "{'apiVersion':'events.k8s.io/v1','kind':'Event','metadata':{'name':'e1'},'type':'Normal','reason':'Tried','action':'Try','note':'It"
                    + " was tried.','eventTime':'2026-01-31T18:00:00.000000Z',"
                    + "'reportingController':'tests','reportingInstance':'one','regarding':{'apiVersion':'v1',"
                    + "'kind':'ConfigMap','namespace':'{ns}','name':'subject','uid':'" + uid + "'}}");
        String events = "/api/v1/namespaces/{ns}/events?fieldSelector=involvedObject.name%3Dsubject"
                + "%2CinvolvedObject.kind%3DConfigMap%2CinvolvedObject.uid%3D" + uid;

        Reply described = cluster.get(events);
        JsonNode row = cluster.get(events, TABLE).body().at("/rows/0/cells");

        assertThat(described.text("items[0].message")).isEqualTo("It was tried.");
        assertThat(row.path(0).asText()).as("last seen").matches("\\d+[dhmsy].*");
        assertThat(row.path(1).asText()).isEqualTo("Normal");
        assertThat(row.path(2).asText()).isEqualTo("Tried");
        assertThat(row.path(3).asText()).isEqualTo("configmap/subject");
        assertThat(cluster.delete(CONFIG_MAPS + "/subject", "{'propagationPolicy':'Background'}")
                        .code())
                .isEqualTo(200);
    }
}
