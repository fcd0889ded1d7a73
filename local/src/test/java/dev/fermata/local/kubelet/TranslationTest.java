package dev.fermata.local.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.local.kubelet.Launch.Ready;
import dev.fermata.local.kubelet.Launch.Refused;
import dev.fermata.local.process.Command;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TranslationTest {
    private static final Images IMAGES = Images.none().with("game:1", List.of("java", "-jar", "game.jar"));
    private static final Path LOGS = Path.of("/logs");

    @Test
    void aKnownImageIsItsProgramAndTheContainersArguments() {
        assertThat(launch("image: game:1, args: [--map, $(MAP)], env: [{name: MAP, value: ice}]"))
                .isEqualTo(new Ready(new Command(
                        List.of("java", "-jar", "game.jar", "--map", "ice"),
                        Map.of("MAP", "ice"),
                        LOGS,
                        LOGS.resolve("game.log"))));
    }

    @Test
    void aCommandReplacesTheImagesProgram() {
        assertThat(argv("image: game:1, command: [python3, game.py]")).containsExactly("python3", "game.py");
    }

    @Test
    void aCommandByItsAbsolutePathNeedsNoKnownImage() {
        assertThat(argv("image: whatever, command: [/bin/sh, -c], args: [exit 0]"))
                .containsExactly("/bin/sh", "-c", "exit 0");
    }

    @Test
    void anUnknownImageIsRefusedWithWhatWouldBeRight() {
        String message =
                "image %s is not known to this laptop, which knows [game:1] and pulls none: say which program it is,"
                        + " or give container game a command that begins with the absolute path of a program of this"
                        + " machine";

        assertThat(launch("image: other")).isEqualTo(new Refused("ErrImagePull", message.formatted("other")));
        assertThat(launch("image: other, command: [python3]"))
                .as("python3 of which image?")
                .isEqualTo(new Refused("ErrImagePull", message.formatted("other")));
    }

    @Test
    void theWorkingDirectoryIsTheContainers() {
        assertThat(launch("image: game:1, workingDir: /srv"))
                .isInstanceOfSatisfying(
                        Ready.class,
                        ready -> assertThat(ready.command().directory()).isEqualTo(Path.of("/srv")));
    }

    @Test
    void aProbeThatNobodyWouldAskIsRefused() {
        assertThat(launch("image: game:1, readinessProbe: {grpc: {port: 1}}"))
                .isEqualTo(new Refused(
                        "CreateContainerConfigError",
                        "a probe of container game is neither httpGet, tcpSocket nor exec but grpc: a process kubelet"
                                + " knows no other"));
    }

    private static List<String> argv(String container) {
        return launch(container) instanceof Ready ready ? ready.command().argv() : List.of();
    }

    private static Launch launch(String container) {
        Pod pod = TestPods.of("containers: [{name: game, " + container + "}]");
        References none = new References() {
            @Override
            public Optional<Map<String, String>> configMap(String name) {
                return Optional.empty();
            }

            @Override
            public Optional<Map<String, String>> secret(String name) {
                return Optional.empty();
            }
        };
        return new Translation(pod, IMAGES, none, LOGS)
                .of(pod.getSpec().getContainers().getFirst());
    }
}
