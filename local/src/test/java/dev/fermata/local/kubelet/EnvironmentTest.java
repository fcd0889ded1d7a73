package dev.fermata.local.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.local.kubelet.Environment.Known;
import dev.fermata.local.kubelet.Environment.Missing;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {
    private static final References NAMESPACE = new References() {
        @Override
        public Optional<Map<String, String>> configMap(String name) {
            return name.equals("rules") ? Optional.of(Map.of("points", "10")) : Optional.empty();
        }

        @Override
        public Optional<Map<String, String>> secret(String name) {
            return name.equals("keys") ? Optional.of(Map.of("api", "s3cret")) : Optional.empty();
        }
    };

    @Test
    void gameAndSidecarFindEachOtherOnThePortsOfThisMachine() {
        Pod server = TestPods.server();

        assertThat(game(server)).containsEntry("FERMATA_URL", "http://127.0.0.1:20001");
        assertThat(of(server, server.getSpec().getInitContainers().getFirst()))
                .isEqualTo(new Known(Map.of(
                        "FERMATA_GAME_PORT", "20001",
                        "FERMATA_OPERATOR_PORT", "20002",
                        "FERMATA_OPERATOR_HOST", "127.0.0.1",
                        "PORT", "20001",
                        "PORT_FERMATA_GAME", "20001",
                        "PORT_FERMATA_OPER", "20002")));
    }

    @Test
    void aGameLearnsWhichPortsOfThisMachineAreItsOwn() {
        assertThat(game(TestPods.server()))
                .containsEntry("PORT", "20003")
                .containsEntry("PORT_PLAYERS", "20003")
                .containsEntry("PORT_VOICE_CHAT", "20004");
    }

    @Test
    void valuesComeFromFieldsConfigMapsAndSecrets() {
        assertThat(game(TestPods.of("""
            nodeName: laptop
            containers:
            - name: game
              image: game
              envFrom:
              - {prefix: RULE_, configMapRef: {name: rules}}
              - {secretRef: {name: nothing, optional: true}}
              env:
              - {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
              - {name: TEAM, valueFrom: {fieldRef: {fieldPath: "metadata.labels['team']"}}}
              - {name: IP, valueFrom: {fieldRef: {fieldPath: status.podIP}}}
              - {name: NODE, valueFrom: {fieldRef: {fieldPath: spec.nodeName}}}
              - {name: POINTS, valueFrom: {configMapKeyRef: {name: rules, key: points}}}
              - {name: KEY, valueFrom: {secretKeyRef: {name: keys, key: api}}}
              - {name: NONE, valueFrom: {secretKeyRef: {name: keys, key: other, optional: true}}}
              - {name: GREETING, value: "I am $(NAME), not $$(NAME) or $(NOBODY)"}
            """)))
                .isEqualTo(Map.of(
                        "RULE_points", "10",
                        "NAME", "lobby-0",
                        "TEAM", "blue",
                        "IP", "127.0.0.1",
                        "NODE", "laptop",
                        "POINTS", "10",
                        "KEY", "s3cret",
                        "GREETING", "I am lobby-0, not $(NAME) or $(NOBODY)"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        configMapKeyRef: {name: other, key: points}  | ConfigMap "other" not found
        configMapKeyRef: {name: rules, key: laps}    | couldn't find key laps in ConfigMap rules
        secretKeyRef: {name: other, key: api}        | Secret "other" not found
        fieldRef: {fieldPath: spec.priority}         | env X: a Pod has no spec.priority that a process kubelet knows
        resourceFieldRef: {resource: limits.cpu}     | env X: a process kubelet takes values from fieldRef, configMapKeyRef and secretKeyRef only
        """)
    void whatIsNotThereIsNamed(String source, String message) {
        Pod pod = TestPods.of("""
            containers:
            - name: game
              image: game
              env:
              - {name: X, valueFrom: {%s}}
            """.formatted(source));

        assertThat(of(pod, pod.getSpec().getContainers().getFirst())).isEqualTo(new Missing(message));
    }

    private static Map<String, String> game(Pod pod) {
        return of(pod, pod.getSpec().getContainers().getFirst()) instanceof Known known ? known.variables() : Map.of();
    }

    private static Environment.Result of(Pod pod, io.fabric8.kubernetes.api.model.Container container) {
        return new Environment(pod, NAMESPACE).of(container);
    }
}
