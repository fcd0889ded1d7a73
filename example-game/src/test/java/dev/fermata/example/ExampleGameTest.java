package dev.fermata.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.client.testing.FakeSidecar;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program, as a process of its own. */
@Timeout(60)
class ExampleGameTest {
    private final FakeSidecar sidecar = FakeSidecar.start();

    @AfterEach
    void close() {
        sidecar.close();
    }

    @Test
    void onSigtermItFinishesItsMatchAndEndsWell() throws Exception {
        Map<String, String> environment = new HashMap<>(sidecar.environment());
        environment.put("PORT", "0");
        Process game = start(environment);
        try (BufferedReader says = game.inputReader()) {
            int port = Integer.parseInt(awaitLine(says, "players meet on port ").replaceAll("\\D", ""));
            try (TestPlayer ann = new TestPlayer(port);
                    TestPlayer ben = new TestPlayer(port)) {
                ann.says("JOIN ann");
                ann.hears("WELCOME ann");
                ben.says("JOIN ben");
                ben.hears("START ann ben");

                game.destroy();

                for (int i = 1; i <= 10; i++) {
                    ben.says("POINT");
                    ann.hears("SCORE ben " + i);
                }
                ann.hears("OVER ben wins");
                ben.hears("OVER ben wins");
                ben.hearsNothingMore();
            }
            assertThat(game.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(game.exitValue()).isZero();
        } finally {
            game.destroyForcibly();
        }
    }

    @Test
    void aWrongEnvironmentIsSaidInOneLineAndNothingStarts() throws Exception {
        Process game = start(Map.of("PORT", "eighty"));

        String said = new String(game.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(game.waitFor()).isEqualTo(1);
        assertThat(said.strip()).isEqualTo("PORT must be a number from 0 to 65535, not 'eighty'");
    }

    private static Process start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ExampleGame.class.getName())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static String awaitLine(BufferedReader says, String beginning) throws IOException {
        String line = says.readLine();
        while (line != null && !line.startsWith(beginning)) {
            line = says.readLine();
        }
        assertThat(line).as("a line that begins with %s", beginning).isNotNull();
        return line;
    }
}
