package dev.fermata.sidecar.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class StartProcessTest {
    static final List<List<String>> WAYS_TO_START = List.of(
            List.of(), Program.FLAGS, List.of("--limit-modules", "java.base", "-Xlog:disable", "-Xlog:all=error"));

    @Test
    void aWrongEnvironmentIsToldAsAWholeInPlainWords() {
        try (Program program = Program.in(Map.of("FERMATA_GAME_PORT", "tcp://10.0.0.1:9480"))) {
            assertThat(program.exitCode()).isEqualTo(2);
            assertThat(program.output().lines())
                    .first()
                    .isEqualTo("fermata-sidecar cannot start, its environment is wrong:");
            assertThat(program.output())
                    .contains(
                            "FERMATA_GAME_PORT must be a whole number from 0 to 65535, not 'tcp://10.0.0.1:9480'",
                            "FERMATA_SERVER_NAME is missing",
                            "FERMATA_SERVER_NAMESPACE is missing",
                            "FERMATA_SERVER_UID is missing",
                            "FERMATA_TOKEN_SHA256 is missing")
                    .doesNotContain("\tat ", "Exception");
        }
    }

    @Test
    void aPortThatIsTakenIsToldInPlainWords() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, String> environment = new HashMap<>(Program.environment());
            environment.put("FERMATA_OPERATOR_PORT", Integer.toString(taken.getLocalPort()));
            try (Program program = Program.in(environment)) {
                assertThat(program.exitCode()).isEqualTo(1);
                assertThat(program.output())
                        .contains("fermata-sidecar cannot start", "127.0.0.1:" + taken.getLocalPort(), "in use")
                        .doesNotContain("\tat ", "Exception");
            }
        }
    }

    @ParameterizedTest
    @FieldSource("WAYS_TO_START")
    void itRunsWithoutFlagsWithItsFlagsAndOnTheModuleJavaBaseAlone(List<String> flags) {
        try (Program program = Program.running(flags, Map.of())) {
            assertThat(program.game("POST", "/allow_delete", "{\"allowed\":true}")
                            .statusCode())
                    .isEqualTo(200);
            assertThat(program.operator("POST", "/v1/seal").statusCode()).isEqualTo(200);
            assertThat(program.operator("GET", "/metrics").body()).contains("fermata_sidecar_sealed 1");
            program.sigterm();
            assertThat(program.exitCode()).isZero();
            assertThat(program.output()).doesNotContain("WARN", "ERROR", "Exception");
        }
    }

    @Test
    void theVersionThatRunsIsTheOneInTheJar() throws IOException {
        try (Program program = Program.running();
                JarFile jar =
                        new JarFile(Program.APP.resolve("fermata-sidecar.jar").toFile())) {
            String packed = new String(
                    jar.getInputStream(jar.getEntry("META-INF/fermata/version")).readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(program.operator("GET", "/healthz").body())
                    .isEqualTo("{\"status\":\"ok\",\"version\":\"" + packed.strip() + "\"}");
        }
    }

    @Test
    void onlyTransitionsAreLogged() {
        try (Program program = Program.running()) {
            program.game("GET", "/v1/server", null);
            program.game("PUT", "/v1/players", "{\"count\": 3}");
            program.game("POST", "/allow_delete", "{\"allowed\":true}");
            program.game("POST", "/allow_delete", "{\"allowed\":true}");
            program.operator("PUT", "/v1/drain", "{\"reason\":\"Rollout\",\"requestedAt\":\"2026-01-31T12:00:00Z\"}");

            assertThat(program.output().lines().map(line -> line.replaceAll("^.* - ", "")))
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .startsWith("started version=")
                                    .contains("server=games/arena-0"),
                            line -> assertThat(line).isEqualTo("permission changed allowed=true version=2"),
                            line -> assertThat(line)
                                    .isEqualTo("drain requested reason=Rollout deadline=none version=3"));
        }
    }
}
