package dev.fermata.sidecar.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fermata.wire.ServerIdentity;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String SHA256 = "0".repeat(64);
    static final Map<String, String> LEAST = Map.of(
            "FERMATA_SERVER_NAME", "arena-0",
            "FERMATA_SERVER_NAMESPACE", "games",
            "FERMATA_SERVER_UID", "0b5c1f9e-7d4e-4a39-9a4f-2f8f3c1f5a11",
            "FERMATA_TOKEN_SHA256", SHA256);

    @Test
    void fourVariablesAreEnough() throws InvalidSettings {
        Settings settings = Settings.of(LEAST);

        assertThat(settings.identity())
                .isEqualTo(new ServerIdentity(
                        "arena-0", "games", "0b5c1f9e-7d4e-4a39-9a4f-2f8f3c1f5a11", null, null, null));
        assertThat(settings.game()).hasToString("/127.0.0.1:9480");
        assertThat(settings.operator()).hasToString("/0.0.0.0:9481");
        assertThat(settings.tokenSha256()).isEqualTo(SHA256);
        assertThat(settings.nudge()).isNull();
        assertThat(settings.logLevel()).isEqualTo(LogLevel.INFO);
        assertThat(settings.linger()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void everyVariableIsRead() throws InvalidSettings {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.put("FERMATA_FLEET", "arena");
        environment.put("FERMATA_GAME_TYPE", "chess.blitz");
        environment.put("FERMATA_CAPACITY", "16");
        environment.put("FERMATA_GAME_PORT", "8080");
        environment.put("FERMATA_OPERATOR_HOST", "fd00::7");
        environment.put("FERMATA_OPERATOR_PORT", "9999");
        environment.put("FERMATA_NUDGE_URL", "http://fermata-operator.fermata:9482/v1/nudge");
        environment.put("FERMATA_LOG_LEVEL", "WARN");
        environment.put("FERMATA_LINGER_SECONDS", "0");

        Settings settings = Settings.of(environment);

        assertThat(settings.identity().fleet()).isEqualTo("arena");
        assertThat(settings.identity().gameType()).isEqualTo("chess.blitz");
        assertThat(settings.identity().capacity()).isEqualTo(16);
        assertThat(settings.game().getPort()).isEqualTo(8080);
        assertThat(settings.operator().getAddress().getHostAddress()).isEqualTo("fd00:0:0:0:0:0:0:7");
        assertThat(settings.operator().getPort()).isEqualTo(9999);
        assertThat(settings.nudge()).isEqualTo(URI.create("http://fermata-operator.fermata:9482/v1/nudge"));
        assertThat(settings.logLevel()).isEqualTo(LogLevel.WARN);
        assertThat(settings.linger()).isZero();
    }

    @Test
    void anEmptyVariableCountsAsAbsent() throws InvalidSettings {
        Map<String, String> environment = new HashMap<>(LEAST);
        for (String optional : List.of("FLEET", "GAME_TYPE", "CAPACITY", "GAME_PORT", "NUDGE_URL", "LOG_LEVEL")) {
            environment.put("FERMATA_" + optional, "");
        }

        assertThat(Settings.of(environment)).isEqualTo(Settings.of(LEAST));
    }

    @Test
    void allFaultsAreTold() {
        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> Settings.of(Map.of("FERMATA_GAME_PORT", "x", "FERMATA_LOG_LEVEL", "loud")))
                .satisfies(e -> assertThat(e.faults())
                        .extracting(fault -> fault.substring(0, fault.indexOf(' ')))
                        .containsExactlyInAnyOrder(
                                "FERMATA_GAME_PORT",
                                "FERMATA_LOG_LEVEL",
                                "FERMATA_SERVER_NAME",
                                "FERMATA_SERVER_NAMESPACE",
                                "FERMATA_SERVER_UID",
                                "FERMATA_TOKEN_SHA256"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        FERMATA_SERVER_NAME      | Arena                    | must be a Kubernetes name
        FERMATA_SERVER_NAME      | -arena                   | must be a Kubernetes name
        FERMATA_SERVER_NAMESPACE | a_b                      | must be a Kubernetes name
        FERMATA_SERVER_UID       | a b                      | must be letters, digits
        FERMATA_FLEET            | arena-                   | must be a Kubernetes name
        FERMATA_GAME_TYPE        | ärena                    | not '?rena'
        FERMATA_CAPACITY         | -1                       | must be a whole number from 0 to 1000000, not '-1'
        FERMATA_CAPACITY         | 1000001                  | must be a whole number from 0 to 1000000
        FERMATA_CAPACITY         | 99999999999999999999     | must be a whole number from 0 to 1000000
        FERMATA_GAME_PORT        | 0                        | must be a port from 1 to 65535
        FERMATA_GAME_PORT        | 65536                    | must be a whole number from 0 to 65535
        FERMATA_GAME_PORT        | tcp://10.0.0.1:9480      | must be a whole number from 0 to 65535
        FERMATA_OPERATOR_PORT    | 9480                     | must be another port than the game's
        FERMATA_OPERATOR_HOST    | localhost                | must be an IP address
        FERMATA_OPERATOR_HOST    | 10.0.0.256               | must be an IP address
        FERMATA_TOKEN_SHA256     | abc                      | must be the SHA-256
        FERMATA_NUDGE_URL        | https://operator/        | must be an http address
        FERMATA_NUDGE_URL        | operator:9482            | must be an http address
        FERMATA_NUDGE_URL        | http://                  | must be an http address
        FERMATA_NUDGE_URL        | http://u:p@operator/     | must be an http address
        FERMATA_NUDGE_URL        | http://operator:0/       | must be an http address
        FERMATA_NUDGE_URL        | http://operator:70000/   | must be an http address
        FERMATA_NUDGE_URL        | http://opera tor/        | must be an http address
        FERMATA_LOG_LEVEL        | verbose                  | must be trace, debug, info, warn or error
        FERMATA_LINGER_SECONDS   | 1.5                      | must be a whole number
        FERMATA_LINGER_SECONDS   | 86401                    | must be a whole number from 0 to 86400
        """)
    void aFaultNamesTheVariableAndWhatWouldBeRight(String variable, String value, String told) {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.put(variable, value);

        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> Settings.of(environment))
                .satisfies(e -> assertThat(e.faults())
                        .singleElement()
                        .asString()
                        .startsWith(variable)
                        .contains(told));
    }

    @Test
    void aWrongTokenHashIsNotShown() {
        Map<String, String> environment = new HashMap<>(LEAST);
        environment.put("FERMATA_TOKEN_SHA256", "SECRET");

        assertThatExceptionOfType(InvalidSettings.class)
                .isThrownBy(() -> Settings.of(environment))
                .withMessageNotContaining("SECRET");
    }
}
