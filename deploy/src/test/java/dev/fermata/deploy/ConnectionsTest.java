package dev.fermata.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the manifests say of each other by label and by name of port is so. */
class ConnectionsTest {
    private static final String NAME = "fermata-operator";
    private static final String TEXT = Chart.render("""
        serviceMonitor: {enabled: true}
        networkPolicy: {enabled: true}
        podLabels: {team: blue}
        """);

    @Test
    void the_monitor_scrapes_the_one_service_that_has_metrics_at_a_port_that_it_has() {
        JsonNode monitor = Chart.object(TEXT, "ServiceMonitor", NAME);
        List<JsonNode> services = ofKind("Service").stream()
                .filter(service -> fits(monitor.at("/spec/selector/matchLabels"), service.at("/metadata/labels")))
                .toList();

        assertThat(services).singleElement().satisfies(service -> {
            assertThat(service.at("/metadata/name").asText()).isEqualTo(NAME + "-metrics");
            assertThat(texts(service.at("/spec/ports"), "name"))
                    .containsAll(texts(monitor.at("/spec/endpoints"), "port"));
        });
        assertThat(monitor.at("/metadata/namespace"))
                .isEqualTo(services.getFirst().at("/metadata/namespace"));
        assertThat(monitor.at("/spec/namespaceSelector").isMissingNode()).isTrue();
    }

    @Test
    void services_and_budget_select_the_operators_pods() {
        JsonNode labels = pod().at("/metadata/labels");
        for (JsonNode service : ofKind("Service")) {
            JsonNode selector = service.at("/spec/selector").deepCopy();
            ((ObjectNode) selector).remove("fermata.dev/leader"); // set by the leader
            assertThat(fits(selector, labels)).as(service.toString()).isTrue();
        }
        for (String kind : List.of("Deployment", "PodDisruptionBudget")) {
            assertThat(fits(Chart.object(TEXT, kind, NAME).at("/spec/selector/matchLabels"), labels))
                    .as(kind)
                    .isTrue();
        }
    }

    @Test
    void services_lead_to_ports_of_the_container() {
        for (JsonNode service : ofKind("Service")) {
            for (JsonNode port : service.at("/spec/ports")) {
                JsonNode target = containerPort(port.path("targetPort").asText());
                assertThat(target.path("containerPort")).isEqualTo(port.path("port"));
            }
        }
    }

    @Test
    void probes_ask_at_a_port_of_the_container() {
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            String port =
                    pod().at("/spec/containers/0/" + probe + "/httpGet/port").asText();
            assertThat(containerPort(port).isMissingNode()).as(probe).isFalse();
        }
    }

    @Test
    void the_network_policy_is_about_the_operators_pods_and_lets_in_at_all_their_ports() {
        JsonNode policy = Chart.object(TEXT, "NetworkPolicy", NAME);
        assertThat(fits(policy.at("/spec/podSelector/matchLabels"), pod().at("/metadata/labels")))
                .isTrue();
        Set<String> open = new HashSet<>();
        policy.at("/spec/ingress").forEach(rule -> open.addAll(texts(rule.path("ports"), "port")));
        assertThat(open).isEqualTo(texts(pod().at("/spec/containers/0/ports"), "name"));
    }

    private static JsonNode pod() {
        return Chart.object(TEXT, "Deployment", NAME).at("/spec/template");
    }

    private static JsonNode containerPort(String name) {
        for (JsonNode port : pod().at("/spec/containers/0/ports")) {
            if (port.path("name").asText().equals(name)) {
                return port;
            }
        }
        return MissingNode.getInstance();
    }

    private static List<JsonNode> ofKind(String kind) {
        List<JsonNode> found = new ArrayList<>(Chart.objects(TEXT));
        found.removeIf(object -> !object.path("kind").asText().equals(kind));
        assertThat(found).isNotEmpty();
        return found;
    }

    private static Set<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(entry -> entry.path(field).asText())
                .collect(Collectors.toSet());
    }

    /** Whether what has these labels is selected; by nothing it is not, here. */
    private static boolean fits(JsonNode selector, JsonNode labels) {
        return !selector.isEmpty()
                && selector.properties().stream()
                        .allMatch(wanted -> wanted.getValue().equals(labels.path(wanted.getKey())));
    }
}
