package dev.fermata.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each value of the chart does something: rendered with another one than its default, a manifest is another one too. */
class ValuesTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";

    /**
     * Where a value shows. Of its columns, the first is the value; then what it is set to, and what it needs besides; the object that has
     * it; where in it, {@code env X} for a variable of the container, {@code there} for the object itself; and what is there then. What is
     * left out at the end is not there then.
     */
    private static final String TABLE = """
        image.repository               | image: {repository: example.com/op}     | Deployment | CONTAINER/image | example.com/op:VERSION
        image.tag                      | image: {tag: "2"}                       | Deployment | CONTAINER/image | localhost/fermata-operator:2
        image.digest                   | image: {digest: "DIGEST"}               | Deployment | CONTAINER/image | localhost/fermata-operator@DIGEST
        image.pullPolicy               | image: {pullPolicy: Always}             | Deployment | CONTAINER/imagePullPolicy | Always
        sidecar.image.repository       | sidecar: {image: {repository: a/b}}     | Deployment | env FERMATA_SIDECAR_IMAGE | a/b:VERSION
        sidecar.image.tag              | sidecar: {image: {tag: "2"}}            | Deployment | env FERMATA_SIDECAR_IMAGE | localhost/fermata-sidecar:2
        sidecar.image.digest           | sidecar: {image: {digest: "DIGEST"}}    | Deployment | env FERMATA_SIDECAR_IMAGE | localhost/fermata-sidecar@DIGEST
        sidecar.logLevel               | sidecar: {logLevel: warn}               | Deployment | env FERMATA_SIDECAR_LOG_LEVEL | warn
        sidecar.resources.requests.cpu | sidecar: {resources: {requests: {cpu: 1}}} | Deployment | env FERMATA_SIDECAR_REQUESTS | cpu=1,memory=32Mi
        sidecar.resources.requests.memory | sidecar: {resources: {requests: {memory: 1Mi}}} | Deployment | env FERMATA_SIDECAR_REQUESTS | cpu=10m,memory=1Mi
        sidecar.resources.limits.memory | sidecar: {resources: {limits: {memory: 1Gi}}} | Deployment | env FERMATA_SIDECAR_LIMITS | memory=1Gi
        imagePullSecrets               | imagePullSecrets: [{name: registry}]    | Deployment | POD/imagePullSecrets | [{name: registry}]
        fullnameOverride               | fullnameOverride: games                 | Deployment games | /metadata/name | games
        replicas                       | replicas: 3                             | Deployment | /spec/replicas | 3
        watchNamespaces                | watchNamespaces: [a, b]                 | Deployment | env FERMATA_NAMESPACES | a,b
        takeoverSeconds                | takeoverSeconds: 30                     | Deployment | env FERMATA_TAKEOVER_SECONDS | "30"
        pollIntervalSeconds            | pollIntervalSeconds: 7                  | Deployment | env FERMATA_POLL_INTERVAL_SECONDS | "7"
        logging.level                  | logging: {level: debug}                 | Deployment | env FERMATA_LOG_LEVEL | debug
        logging.format                 | logging: {format: text}                 | Deployment | env FERMATA_LOG_FORMAT | text
        extraArgs                      | extraArgs: [--log-level=warn, "--b c"]  | Deployment | CONTAINER/args | [--log-level=warn, "--b c"]
        resources.requests.cpu         | resources: {requests: {cpu: 2}}         | Deployment | CONTAINER/resources/requests | {cpu: 2, memory: 256Mi}
        resources.requests.memory      | resources: {requests: {memory: 1Gi}}    | Deployment | CONTAINER/resources/requests | {cpu: 100m, memory: 1Gi}
        resources.limits.memory        | resources: {limits: {memory: 2Gi, cpu: 4}} | Deployment | CONTAINER/resources/limits | {cpu: 4, memory: 2Gi}
        podLabels                      | podLabels: {team: blue}                 | Deployment | /spec/template/metadata/labels/team | blue
        podAnnotations                 | podAnnotations: {a/b: "true"}           | Deployment | /spec/template/metadata/annotations/a~1b | "true"
        nodeSelector                   | nodeSelector: {pool: system}            | Deployment | POD/nodeSelector | {pool: system}
        tolerations                    | tolerations: [{operator: Exists}]       | Deployment | POD/tolerations | [{operator: Exists}]
        affinity                       | affinity: {nodeAffinity: {}}            | Deployment | POD/affinity | {nodeAffinity: {}}
        topologySpreadConstraints      | topologySpreadConstraints: [{topologyKey: zone}] | Deployment | POD/topologySpreadConstraints/0/topologyKey | zone
        priorityClassName              | priorityClassName: high                 | Deployment | POD/priorityClassName | high
        serviceAccount.create          | serviceAccount: {create: false}         | ServiceAccount fermata-operator | there
        serviceAccount.name            | serviceAccount: {name: a}               | Deployment | POD/serviceAccountName | a
        serviceAccount.name            | serviceAccount: {name: a}               | ServiceAccount a | there | yes
        serviceAccount.name            | serviceAccount: {name: a}               | ClusterRoleBinding fermata-operator | /subjects/0/name | a
        serviceAccount.name            | serviceAccount: {name: a}               | RoleBinding fermata-operator-self | /subjects/0/name | a
        serviceAccount.name            | serviceAccount: {name: a}               | ValidatingAdmissionPolicy fermata-operator-delete | /spec/matchConditions/0/expression | request.userInfo.username != "system:serviceaccount:fermata-system:a"
        serviceAccount.annotations     | serviceAccount: {annotations: {a: b}}   | ServiceAccount fermata-operator | /metadata/annotations | {a: b}
        rbac.create                    | rbac: {create: false}                   | ClusterRole fermata-operator | there
        rbac.create                    | rbac: {create: false}                   | ClusterRole fermata-view | there
        rbac.create                    | rbac: {create: false}                   | ClusterRole fermata-liftguard | there
        rbac.aggregate                 | rbac: {aggregate: false}                | ClusterRole fermata-view | there
        rbac.aggregate                 | rbac: {aggregate: false}                | ClusterRole fermata-edit | there
        crds.install                   | crds: {install: false}                  | CustomResourceDefinition servers.fermata.dev | there
        namespace.create               | namespace: {create: true}               | Namespace fermata-system | there | yes
        guard.enabled                  | guard: {enabled: false}                 | Deployment | env FERMATA_GUARD | "off"
        webhooks.localAddresses        | webhooks: {localAddresses: true}        | Deployment | env FERMATA_WEBHOOK_LOCAL_ADDRESSES | "true"
        webhooks.otherNamespaces       | webhooks: {otherNamespaces: true}       | Deployment | env FERMATA_WEBHOOK_OTHER_NAMESPACES | "true"
        nodes.leavingTaints            | nodes: {leavingTaints: [a, b/c]}        | Deployment | env FERMATA_LEAVING_TAINTS | a,b/c
        podDisruptionBudget.enabled    | podDisruptionBudget: {enabled: false}   | PodDisruptionBudget fermata-operator | there
        networkPolicy.enabled          | networkPolicy: {enabled: true}          | NetworkPolicy fermata-operator | there | yes
        networkPolicy.metricsFrom      | networkPolicy: {enabled: true, metricsFrom: [{podSelector: {}}]} | NetworkPolicy fermata-operator | /spec/ingress/1/from | [{podSelector: {}}]
        serviceMonitor.enabled         | serviceMonitor: {enabled: true}         | ServiceMonitor fermata-operator | there | yes
        serviceMonitor.interval        | serviceMonitor: {enabled: true, interval: 5s} | ServiceMonitor fermata-operator | /spec/endpoints/0/interval | 5s
        serviceMonitor.labels          | serviceMonitor: {enabled: true, labels: {release: mine}} | ServiceMonitor fermata-operator | /metadata/labels/release | mine
        """;

    /** A line of the table. */
    record Row(String path, String values, String object, String where, String expected) {
        static Row of(String line) {
            List<String> cells =
                    Stream.of(line.split(" \\| ", -1)).map(String::strip).toList();
            String object = cells.get(2).contains(" ") ? cells.get(2) : cells.get(2) + " fermata-operator";
            return new Row(
                    cells.get(0),
                    cells.get(1),
                    object,
                    cells.get(3).replace("CONTAINER", CONTAINER).replace("POD", POD),
                    cells.size() > 4 ? cells.get(4) : "");
        }

        @Override
        public String toString() {
            return path + " in " + object + " at " + where;
        }
    }

    private static Stream<Row> rows() throws IOException {
        String version = YAML.readTree(Chart.FOLDER.resolve("Chart.yaml").toFile())
                .path("appVersion")
                .asText();
        return TABLE.replace("DIGEST", "sha256:" + "0".repeat(64))
                .replace("VERSION", version)
                .lines()
                .map(Row::of);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_value_has_its_effect(Row row) throws IOException {
        JsonNode expected = row.expected().isEmpty() ? MissingNode.getInstance() : YAML.readTree(row.expected());

        assertThat(find(Chart.render(row.values()), row)).isEqualTo(expected);
        assertThat(find(Chart.render(), row)).as("by default").isNotEqualTo(expected);
    }

    @Test
    void no_value_is_without_a_row() throws IOException {
        Set<String> paths = new HashSet<>();
        rows().map(Row::path).forEach(paths::add);
        assertThat(paths)
                .containsExactlyInAnyOrderElementsOf(
                        Value.all().stream().map(Value::path).toList());
    }

    private static JsonNode find(String text, Row row) throws IOException {
        JsonNode object = Chart.objects(text).stream()
                .filter(found -> row.object()
                        .equals(found.path("kind").asText() + " "
                                + found.at("/metadata/name").asText()))
                .findFirst()
                .orElse(MissingNode.getInstance());
        if (row.where().equals("there")) {
            return object.isMissingNode() ? object : YAML.readTree("yes");
        }
        return row.where().startsWith("env ")
                ? variable(object, row.where().substring("env ".length()))
                : object.at(row.where());
    }

    private static JsonNode variable(JsonNode deployment, String name) {
        return StreamSupport.stream(deployment.at(CONTAINER + "/env").spliterator(), false)
                .filter(variable -> variable.path("name").asText().equals(name))
                .map(variable -> variable.path("value"))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }
}
