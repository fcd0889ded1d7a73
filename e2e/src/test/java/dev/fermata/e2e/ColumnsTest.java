package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What kubectl get prints, and by which short names. */
@OnCluster
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ColumnsTest {
    private Cluster cluster;
    private Namespace namespace;

    @BeforeAll
    void connect() {
        cluster = Cluster.connect();
        namespace = Namespace.in(cluster);
    }

    @AfterAll
    void leave() {
        namespace.close();
    }

    @Test
    void aServerShowsWhatItIsDoingAndWhatItWaitsFor() {
        List<String> row = row("Server", """
            status:
              phase: Draining
              players: 5
              allowed: false
              drainReason: ScaleDown
              waitingFor: AwaitingPermission
              address: 203.0.113.7
              ports: [{port: 7777, protocol: UDP}]
              nodeName: node1
            """);

        assertThat(columns("Server"))
                .containsExactly(
                        "Name", "Phase", "Players", "Allowed", "Draining", "Waiting", "Address", "Port", "Node", "Age");
        assertThat(row)
                .startsWith(
                        "row",
                        "Draining",
                        "5",
                        "false",
                        "ScaleDown",
                        "AwaitingPermission",
                        "203.0.113.7",
                        "7777",
                        "node1");
    }

    @Test
    void aFleetShowsItsNumbers() {
        List<String> row = row("Fleet", """
            status: {replicas: 3, readyReplicas: 2, allowedReplicas: 1, drainingReplicas: 4, players: 9}
            """);

        assertThat(columns("Fleet"))
                .containsExactly("Name", "Desired", "Current", "Ready", "Allowed", "Draining", "Players", "Age");
        assertThat(row).startsWith("row", "1", "3", "2", "1", "4", "9");
    }

    @Test
    void aGameTypeShowsItsNumbersAndItsRollout() {
        List<String> row = row("GameType", """
            status:
              replicas: 3
              readyReplicas: 2
              updatedReplicas: 1
              allowedReplicas: 1
              drainingReplicas: 4
              players: 9
              conditions:
                - {type: Progressing, status: "False", reason: ProgressDeadlineExceeded, message: text, lastTransitionTime: "2026-01-31T18:00:00Z"}
            """);

        assertThat(columns("GameType"))
                .containsExactly(
                        "Name",
                        "Desired",
                        "Current",
                        "Ready",
                        "Updated",
                        "Allowed",
                        "Draining",
                        "Players",
                        "Rollout",
                        "Age");
        assertThat(row).startsWith("row", "1", "3", "2", "1", "1", "4", "9", "ProgressDeadlineExceeded");
    }

    @Test
    void aGameAutoscalerShowsItsLastDecision() {
        List<String> row = row("GameAutoscaler", """
            status:
              lastDecision: {currentReplicas: 2, answeredReplicas: 50, appliedReplicas: 10, reason: AboveMaximum, askedAt: "2026-01-31T18:00:00Z"}
            """);

        assertThat(columns("GameAutoscaler"))
                .containsExactly(
                        "Name",
                        "GameType",
                        "Min",
                        "Max",
                        "Mode",
                        "Current",
                        "Answer",
                        "Applied",
                        "Reason",
                        "Asked",
                        "Age");
        assertThat(row).startsWith("row", "duel", "1", "10", "", "2", "50", "10", "AboveMaximum");
    }

    @Test
    void theShortNamesAndTheCategoryAreServed() {
        JsonNode resources = cluster.get(Cluster.API).orFail().path("resources");

        assertThat(resources
                        .valueStream()
                        .filter(resource -> !resource.path("name").asText().contains("/")))
                .allMatch(resource -> resource.at("/categories/0").asText().equals("fermata"))
                .extracting(resource -> resource.at("/shortNames/0").asText())
                .containsExactlyInAnyOrder("gs", "fl", "gt", "gas");
    }

    private List<String> columns(String kind) {
        return cluster.table(namespace.path(kind))
                .orFail()
                .path("columnDefinitions")
                .valueStream()
                .filter(column -> column.path("priority").asInt() == 0)
                .map(column -> column.path("name").textValue())
                .toList();
    }

    private List<String> row(String kind, String status) {
        ObjectNode object =
                ValidationTable.read().document().at("/valid/" + kind).deepCopy();
        namespace.create(object).orFail();
        JsonNode patch = Serialization.unmarshal(status, JsonNode.class);
        // An operator that runs beside this test writes statuses too.
        JsonNode table = cluster.updateForTable(namespace.path(object) + "/status", patch)
                .orFail();
        Stream<JsonNode> shown = Stream.iterate(
                        0, i -> i < table.path("columnDefinitions").size(), i -> i + 1)
                .filter(i -> table.at("/columnDefinitions/" + i + "/priority").asInt() == 0)
                .map(i -> table.at("/rows/0/cells/" + i));
        return shown.map(cell -> cell.isNull() ? "" : cell.asText()).toList();
    }
}
