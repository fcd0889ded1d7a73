package dev.fermata.local.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.server.Defaults;
import dev.fermata.operator.server.DesiredPod;
import dev.fermata.operator.server.Protection;
import dev.fermata.operator.server.SidecarDefaults;
import dev.fermata.sidecar.settings.InvalidSettings;
import dev.fermata.sidecar.settings.Settings;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerSpec;
import dev.fermata.v1alpha1.serverspec.Sidecar;
import dev.fermata.v1alpha1.serverspec.Sidecar.LogLevel;
import dev.fermata.wire.EnvironmentVariables;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the operator tells a sidecar is what a sidecar understands: it would not start otherwise, nor would its game. */
class SidecarSettingsTest {

    @ParameterizedTest
    @EnumSource(LogLevel.class)
    void each_log_level_that_a_server_may_have_is_one_of_the_sidecars(LogLevel level) throws InvalidSettings {
        Sidecar sidecar = new Sidecar();
        sidecar.setLogLevel(level);

        assertThat(settings(sidecar, LogLevel.error).logLevel().name()).isEqualToIgnoringCase(level.name());
        assertThat(settings(new Sidecar(), level).logLevel().name()).isEqualToIgnoringCase(level.name());
    }

    /** What a sidecar makes of the environment that the operator gives it. */
    private static Settings settings(Sidecar own, LogLevel installed) throws InvalidSettings {
        SidecarDefaults sidecar = new SidecarDefaults("fermata-sidecar:test", Map.of(), Map.of(), installed);
        Defaults defaults = new Defaults(sidecar, "key", "0".repeat(64), null, Duration.ofSeconds(1), Protection.OFF);
        Map<String, String> environment = new HashMap<>();
        for (EnvVar variable : DesiredPod.of(server(own), defaults)
                .getSpec()
                .getInitContainers()
                .getFirst()
                .getEnv()) {
            environment.put(variable.getName(), variable.getValue());
        }
        environment.put(EnvironmentVariables.OPERATOR_HOST, "127.0.0.1"); // the Pod's address, on a node
        return Settings.of(environment);
    }

    private static Server server(Sidecar sidecar) {
        Server server = new Server();
        server.setMetadata(new ObjectMetaBuilder()
                .withNamespace("games")
                .withName("solo")
                .withUid("11111111-2222-3333-4444-555555555555")
                .build());
        server.setSpec(new ServerSpec());
        server.getSpec().setSidecar(sidecar);
        server.getSpec()
                .setTemplate(new PodTemplateSpecBuilder()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("game")
                        .withImage("game:1")
                        .endContainer()
                        .endSpec()
                        .build());
        return server;
    }
}
