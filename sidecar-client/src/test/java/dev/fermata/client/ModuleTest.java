package dev.fermata.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A game on the module path, in a process of its own: it needs this module, and nothing else that is not in every JDK. */
class ModuleTest {
    private static final String GAME = """
        package game;

        public class Main {
            public static void main(String[] arguments) {
                try (var sidecar = dev.fermata.client.testing.FakeSidecar.start();
                        var fermata = dev.fermata.client.Fermata.connect(sidecar.uri())) {
                    dev.fermata.wire.Hold hold = fermata.hold();
                    System.out.println(hold + " " + ModuleLayer.boot().modules().stream().map(Module::getName).sorted().toList());
                }
            }
        }
        """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void a_modular_game_compiles_without_warnings_and_runs_with_the_base_module_alone() throws Exception {
        Path client = Path.of(Fermata.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path main = write("game/Main.java", GAME);
        Path module = write("module-info.java", "module game { requires dev.fermata.client; }");
        Path classes = folder.resolve("classes");

        int compiled = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--release",
                        "17",
                        "-Xlint:all",
                        "-Werror",
                        "--module-path",
                        client.toString(),
                        "-d",
                        classes.toString(),
                        main.toString(),
                        module.toString());
        assertThat(compiled).isZero();

        assertThat(run(client + System.getProperty("path.separator") + classes))
                .startsWith("LOCAL [dev.fermata.client, game, java.base");
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve("src").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static String run(String modulePath) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(List.of(
                        java, "--limit-modules", "java.base,game", "--module-path", modulePath, "-m", "game/game.Main"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
