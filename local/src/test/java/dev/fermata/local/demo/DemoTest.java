package dev.fermata.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.local.Running;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as a process of its own, which is ended in the middle. */
@Timeout(180)
class DemoTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"INT", "KILL"})
    void endedInTheMiddleItLeavesNoProcessBehind(String signal) throws Exception {
        Process demo = start(Path.of(System.getProperty("fermata.examples")));
        try (BufferedReader says = demo.inputReader()) {
            String line = says.readLine();
            while (line != null && !line.startsWith("2. ")) {
                line = says.readLine();
            }
            List<ProcessHandle> processes = demo.descendants().toList();
            assertThat(processes).as("games, sidecars, and what watches them").hasSizeGreaterThan(10);

            new ProcessBuilder("kill", "-" + signal, String.valueOf(demo.pid()))
                    .start()
                    .waitFor();

            assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(demo.exitValue()).isNotZero();
            for (ProcessHandle process : processes) {
                process.onExit().get(30, TimeUnit.SECONDS);
            }
        } finally {
            demo.destroyForcibly();
        }
    }

    @Test
    void whatCannotBePlayedEndsWithOneSentenceAndTheLogs() throws Exception {
        String said = Running.toTheEnd(start(directory.resolve("nowhere")));

        assertThat(said)
                .contains("FAILED: ", "fleet.yaml", "The logs are in ")
                .doesNotContain("\tat ")
                .endsWith("exit 1");
    }

    private Process start(Path examples) throws IOException {
        return Running.java(
                Demo.class, examples.toString(), directory.resolve("logs").toString());
    }
}
