package dev.fermata.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartTest {
    private static final String NAME = "fermata-operator";
    private static final ObjectMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        replicas: many                     | /replicas
        replicas: 9                        | /replicas
        image: {digest: abc}               | /image/digest
        logging: {level: loud}             | /logging/level
        pollIntervalSeconds: 0             | /pollIntervalSeconds
        takeoverSeconds: 5                 | /takeoverSeconds
        watchNamespaces: [Games]           | /watchNamespaces/0
        imagePullPolicy: Always            | imagePullPolicy
        sidecar: {tag: a}                  | tag
        sidecar: {image: {pullPolicy: Never}} | pullPolicy
        sidecar: {logLevel: loud}          | /sidecar/logLevel
        sidecar: {resources: {limits: {cpu: a lot}}} | /sidecar/resources/limits/cpu
        sidecar: {resources: {limits: {gpu: 1}}} | gpu
        sidecar: {resources: {claims: []}} | claims
        fullnameOverride: My_Fermata       | /fullnameOverride
        nodes: {leavingTaints: ["a:b"]}    | /nodes/leavingTaints/0
        serviceMonitor: {interval: soon}   | /serviceMonitor/interval
        webhooks: {localAddresses: maybe}  | /webhooks/localAddresses
        webhooks: {otherNamespaces: [a]}   | /webhooks/otherNamespaces
        webhooks: {urls: []}               | urls
        """)
    void a_wrong_value_is_refused_by_its_name(String value, String name) {
        assertThatThrownBy(() -> Chart.render(value)).hasMessageContaining(name);
    }

    @Test
    void by_default_all_namespaces_are_looked_after() {
        String text = Chart.render();
        assertThat(environment(text, "FERMATA_NAMESPACES")).isEmpty();
        assertThat(resources(Chart.object(text, "ClusterRole", NAME))).contains("servers", "pods", "nodes");
    }

    @Test
    void what_webhooks_may_be_is_told_the_operator() {
        String strict = Chart.render();
        assertThat(environment(strict, "FERMATA_WEBHOOK_LOCAL_ADDRESSES")).isEqualTo("false");
        assertThat(environment(strict, "FERMATA_WEBHOOK_OTHER_NAMESPACES")).isEqualTo("false");

        String local = Chart.render("webhooks: {localAddresses: true}");
        assertThat(environment(local, "FERMATA_WEBHOOK_LOCAL_ADDRESSES")).isEqualTo("true");
        assertThat(environment(local, "FERMATA_WEBHOOK_OTHER_NAMESPACES")).isEqualTo("false");

        String wide = Chart.render("webhooks: {otherNamespaces: true}");
        assertThat(environment(wide, "FERMATA_WEBHOOK_LOCAL_ADDRESSES")).isEqualTo("false");
        assertThat(environment(wide, "FERMATA_WEBHOOK_OTHER_NAMESPACES")).isEqualTo("true");
    }

    @Test
    void with_namespaces_named_nothing_is_granted_elsewhere_but_nodes_and_policies() {
        String text = Chart.render("watchNamespaces: [games, lobby]");
        assertThat(environment(text, "FERMATA_NAMESPACES")).isEqualTo("games,lobby");
        assertThat(resources(Chart.object(text, "ClusterRole", NAME)))
                .containsExactlyInAnyOrder("nodes", "validatingadmissionpolicies", "validatingadmissionpolicybindings");
        assertThat(Chart.objects(text).stream()
                        .filter(object -> object.path("kind").asText().equals("Role"))
                        .filter(role -> resources(role).contains("servers"))
                        .map(role -> role.at("/metadata/namespace").asText()))
                .containsExactlyInAnyOrder("games", "lobby");
    }

    /** Else the operator would take each policy for a changed one. */
    @Test
    void the_operator_knows_the_policies_by_their_digests() throws IOException, NoSuchAlgorithmException {
        String text = Chart.render();
        List<String> digests = new ArrayList<>();
        for (String policy : List.of("delete", "label", "lift")) {
            JsonNode spec = Chart.object(text, "ValidatingAdmissionPolicy", NAME + "-" + policy)
                    .get("spec");
            byte[] json = SORTED.writeValueAsBytes(SORTED.convertValue(spec, Object.class));
            digests.add(NAME + "-" + policy + "="
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(json)));
        }
        assertThat(environment(text, "FERMATA_GUARD_POLICIES")).isEqualTo(String.join(",", digests));
    }

    @Test
    void without_the_guard_nothing_of_it_is_installed() {
        String text = Chart.render("guard: {enabled: false}");
        assertThat(environment(text, "FERMATA_GUARD")).isEqualTo("off");
        assertThat(Chart.objects(text))
                .noneMatch(object -> object.path("kind").asText().startsWith("ValidatingAdmission"));
        assertThat(resources(Chart.object(text, "ClusterRole", NAME)))
                .doesNotContain("poddisruptionbudgets", "validatingadmissionpolicies");
    }

    @Test
    void what_sidecars_get_is_told_the_operator() {
        String text = Chart.render();
        assertThat(environment(text, "FERMATA_SIDECAR_REQUESTS")).isEqualTo("cpu=10m,memory=32Mi");
        assertThat(environment(text, "FERMATA_SIDECAR_LIMITS")).isEqualTo("memory=96Mi");
        assertThat(environment(text, "FERMATA_SIDECAR_LOG_LEVEL")).isEqualTo("info");

        String other = Chart.render("""
            sidecar:
              logLevel: debug
              resources:
                requests: {cpu: 0.5, memory: null, ephemeral-storage: 8Mi}
                limits: {cpu: 1, memory: 100000000}
            """);
        assertThat(environment(other, "FERMATA_SIDECAR_REQUESTS")).isEqualTo("cpu=0.5,ephemeral-storage=8Mi");
        assertThat(environment(other, "FERMATA_SIDECAR_LIMITS")).isEqualTo("cpu=1,memory=100000000");
        assertThat(environment(other, "FERMATA_SIDECAR_LOG_LEVEL")).isEqualTo("debug");

        String unlimited = Chart.render("sidecar: {resources: {requests: {cpu: null, memory: null}, limits: null}}");
        assertThat(environment(unlimited, "FERMATA_SIDECAR_REQUESTS")).isEqualTo("none");
        assertThat(environment(unlimited, "FERMATA_SIDECAR_LIMITS")).isEqualTo("none");
    }

    @Test
    void taints_of_nodes_that_are_about_to_go_are_handed_on() {
        assertThat(environment(Chart.render(), "FERMATA_LEAVING_TAINTS"))
                .startsWith("ToBeDeletedByClusterAutoscaler,karpenter.sh/disrupted,");
        assertThat(environment(Chart.render("nodes: {leavingTaints: []}"), "FERMATA_LEAVING_TAINTS"))
                .isEmpty();
    }

    @Test
    void secrets_are_read_by_name_only() {
        for (JsonNode object : Chart.objects(Chart.render())) {
            for (JsonNode rule : object.path("rules")) {
                boolean reads = names(rule.path("verbs")).stream().anyMatch(verb -> !verb.equals("create"));
                if (names(rule.path("resources")).contains("secrets") && reads) {
                    boolean own = object.at("/metadata/name").asText().equals(NAME + "-self");
                    assertThat(names(rule.path("resourceNames")))
                            .containsExactly(own ? "fermata-keys" : "fermata-webhook-tokens");
                    assertThat(own || names(rule.path("verbs")).equals(List.of("get")))
                            .as("tokens of webhooks are got, and neither listed nor changed")
                            .isTrue();
                }
            }
        }
    }

    @Test
    void no_rule_has_a_star() {
        for (JsonNode object : Chart.objects(Chart.render())) {
            for (JsonNode rule : object.path("rules")) {
                assertThat(rule.toString()).doesNotContain("\"*\"");
            }
        }
    }

    @Test
    void the_operator_keeps_to_the_restricted_pod_security_standard() {
        JsonNode pod = Chart.object(Chart.render(), "Deployment", NAME).at("/spec/template/spec");
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        for (JsonNode container : pod.path("containers")) {
            JsonNode security = container.path("securityContext");
            assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        }
    }

    @Test
    void a_digest_wins_over_a_tag() {
        String digest = "sha256:" + "0".repeat(64);
        String text = Chart.render("""
            image: {repository: example.com/op, tag: "2"}
            sidecar: {image: {repository: example.com/side, tag: "2", digest: %s}}
            """.formatted(digest));
        assertThat(Chart.object(text, "Deployment", NAME)
                        .at("/spec/template/spec/containers/0/image")
                        .asText())
                .isEqualTo("example.com/op:2");
        assertThat(environment(text, "FERMATA_SIDECAR_IMAGE")).isEqualTo("example.com/side@" + digest);
    }

    @Test
    void a_long_name_of_a_release_makes_no_name_that_is_too_long() {
        String text = Chart.render("r".repeat(53), "{}");
        assertThat(Chart.objects(text))
                .extracting(object -> object.at("/metadata/name").asText())
                .allMatch(name -> name.length() <= 63);
        String service = "r".repeat(53) + "-o";
        assertThat(environment(text, service, "FERMATA_NUDGE_URL")).startsWith("http://" + service + ".");
    }

    @Test
    void a_name_can_be_chosen() {
        String text = Chart.render("fullnameOverride: games");
        assertThat(Chart.object(text, "Deployment", "games")).isNotNull();
        assertThat(Chart.object(text, "Service", "games-metrics")).isNotNull();
        assertThat(environment(text, "games", "FERMATA_NUDGE_URL"))
                .isEqualTo("http://games.fermata-system.svc:9482/v1/nudge");
    }

    @Test
    void a_spread_without_a_selector_is_about_the_operators_pods() {
        JsonNode deployment = Chart.object(Chart.render("""
            topologySpreadConstraints:
              - {maxSkew: 1, topologyKey: zone, whenUnsatisfiable: DoNotSchedule}
              - {maxSkew: 1, topologyKey: rack, whenUnsatisfiable: DoNotSchedule, labelSelector: {matchLabels: {a: b}}}
            """), "Deployment", NAME);
        JsonNode spreads = deployment.at("/spec/template/spec/topologySpreadConstraints");
        assertThat(spreads.at("/0/labelSelector")).isEqualTo(deployment.at("/spec/selector"));
        assertThat(spreads.at("/1/labelSelector/matchLabels").toString()).isEqualTo("{\"a\":\"b\"}");
    }

    @Test
    void only_the_operators_own_pods_get_its_token() {
        String text = Chart.render();
        assertThat(Chart.object(text, "ServiceAccount", NAME)
                        .path("automountServiceAccountToken")
                        .asBoolean(true))
                .isFalse();
        assertThat(Chart.object(text, "Deployment", NAME)
                        .at("/spec/template/spec/automountServiceAccountToken")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_single_operator_has_no_disruption_budget_which_would_hold_its_node_for_ever() {
        assertThat(kinds(Chart.render())).contains("PodDisruptionBudget");
        assertThat(kinds(Chart.render("replicas: 1"))).doesNotContain("PodDisruptionBudget");
    }

    @Test
    void what_is_optional_comes_when_it_is_asked_for() {
        assertThat(kinds(Chart.render())).doesNotContain("ServiceMonitor", "NetworkPolicy", "Namespace");
        assertThat(kinds(Chart.render("{serviceMonitor: {enabled: true}, networkPolicy: {enabled: true}}")))
                .contains("ServiceMonitor", "NetworkPolicy");
        assertThat(kinds(Chart.render("crds: {install: false}"))).doesNotContain("CustomResourceDefinition");
        assertThat(kinds(Chart.render("rbac: {create: false}"))).doesNotContain("ClusterRole", "Role");
    }

    /** It is no right of those who view or edit a namespace. */
    @Test
    void the_guard_can_be_lifted_also_where_no_role_is_aggregated() {
        assertThat(resources(
                        Chart.object(Chart.render("rbac: {aggregate: false}"), "ClusterRole", "fermata-liftguard")))
                .containsExactly("servers");
    }

    @Test
    void nudges_go_to_the_leader_only() {
        JsonNode service = Chart.object(Chart.render(), "Service", NAME);
        assertThat(service.at("/spec/selector/fermata.dev~1leader").asText()).isEqualTo("true");
        assertThat(environment(Chart.render(), "FERMATA_NUDGE_URL"))
                .isEqualTo("http://fermata-operator.fermata-system.svc:9482/v1/nudge");
    }

    private static String environment(String text, String name) {
        return environment(text, NAME, name);
    }

    private static String environment(String text, String deployment, String name) {
        JsonNode variables = Chart.object(text, "Deployment", deployment).at("/spec/template/spec/containers/0/env");
        return StreamSupport.stream(variables.spliterator(), false)
                .filter(variable -> variable.path("name").asText().equals(name))
                .map(variable -> variable.path("value").asText())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> kinds(String text) {
        return Chart.objects(text).stream()
                .map(object -> object.path("kind").asText())
                .toList();
    }

    private static List<String> resources(JsonNode role) {
        return StreamSupport.stream(role.path("rules").spliterator(), false)
                .flatMap(rule -> names(rule.path("resources")).stream())
                .toList();
    }

    private static List<String> names(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
