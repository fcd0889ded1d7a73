package dev.fermata.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.fleet.DesiredServer;
import dev.fermata.operator.server.Defaults;
import dev.fermata.operator.server.DesiredPod;
import dev.fermata.operator.server.Protection;
import dev.fermata.operator.server.SidecarDefaults;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.serverspec.Sidecar.LogLevel;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is made of what, as files: each {@code in-<name>.yaml} gives {@code out-<name>.yaml} beside it. {@code -Dfermata.render=true} writes
 * them. A file that no test uses is a failure.
 */
class GoldenFilesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final Defaults DEFAULTS = new Defaults(
            new SidecarDefaults(
                    "registry.example/fermata-sidecar:0.1.0",
                    Map.of("cpu", "15m", "memory", "40Mi"),
                    Map.of("cpu", "100m", "memory", "100Mi"),
                    LogLevel.warn),
            "key-1",
            "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff",
            "http://fermata-operator.fermata.svc:9482/v1/nudge",
            Duration.ofSeconds(5),
            Protection.WHOLE);

    @Test
    void a_server_becomes_a_pod() throws IOException {
        verify("pod", in -> YAML.asYaml(DesiredPod.of(YAML.unmarshal(in, Server.class), DEFAULTS)));
    }

    @Test
    void a_fleet_becomes_servers() throws IOException {
        verify(
                "server",
                in -> YAML.asYaml(DesiredServer.of(
                        YAML.unmarshal(in, Fleet.class), "lobby-0", "registry.example/fermata-sidecar:0.1.0")));
    }

    @Test
    void a_template_is_not_changed_by_what_is_made_of_it() throws IOException {
        Server server = YAML.unmarshal(Files.readString(GOLDEN.resolve("pod/in-full.yaml")), Server.class);
        String before = YAML.asYaml(server);
        DesiredPod.of(server, DEFAULTS);
        assertThat(YAML.asYaml(server)).isEqualTo(before);
    }

    @Test
    void every_directory_is_used() throws IOException {
        try (Stream<Path> directories = Files.list(GOLDEN)) {
            assertThat(directories.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("pod", "server");
        }
    }

    private static void verify(String directory, UnaryOperator<String> made) throws IOException {
        List<Path> files = list(GOLDEN.resolve(directory));
        List<Path> ins = files.stream()
                .filter(file -> file.getFileName().toString().startsWith("in-"))
                .toList();
        assertThat(ins).isNotEmpty();
        for (Path in : ins) {
            String text = made.apply(Files.readString(in));
            if (Boolean.getBoolean("fermata.render")) {
                Files.writeString(out(in), text);
            }
            assertThat(out(in)).hasContent(text);
        }
        assertThat(files)
                .containsExactlyInAnyOrderElementsOf(
                        ins.stream().flatMap(in -> Stream.of(in, out(in))).toList());
    }

    private static Path out(Path in) {
        return in.resolveSibling(in.getFileName().toString().replaceFirst("^in-", "out-"));
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }
}
