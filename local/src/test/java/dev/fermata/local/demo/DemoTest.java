package dev.fermata.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.local.Running;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
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
    private static final Path EXAMPLES = Path.of(System.getProperty("fermata.examples"));

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"INT", "KILL"})
    void endedInTheMiddleItLeavesNoProcessBehind(String signal) throws Exception {
        Process demo = program(EXAMPLES).start();
        try (BufferedReader says = demo.inputReader()) {
            awaitChapter(says, 2);
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

    /** At a terminal all that runs in the foreground hears Ctrl-C at once: Maven, in whose place there is a shell here, and the demo. */
    @Test
    void ctrlCAtATerminalLeavesNoProcessBehindEither() throws Exception {
        ProcessBuilder program = program(withWebhook());
        program.command().addAll(0, List.of("setsid", "sh", "-c", "\"$@\"; exit", "mvn"));
        Process group = program.start();
        try (BufferedReader says = group.inputReader()) {
            awaitChapter(says, 2);
            List<String> programs = List.of("fermata-example-game", "fermata-sidecar", "fermata-example-webhook");
            await().until(() -> programs.stream().allMatch(name -> runs(group, name)));
            List<ProcessHandle> processes = group.descendants().toList();
            assertThat(processes)
                    .as("the demo, games, sidecars, and what watches them")
                    .hasSizeGreaterThan(12);

            new ProcessBuilder("kill", "-INT", "--", "-" + group.pid()).start().waitFor();

            assertThat(group.waitFor(30, TimeUnit.SECONDS)).isTrue();
            for (ProcessHandle process : processes) {
                process.onExit().get(30, TimeUnit.SECONDS);
            }
        } finally {
            group.descendants().forEach(ProcessHandle::destroyForcibly);
            group.destroyForcibly();
        }
    }

    /** The examples, of which the first brings up the webhook too, so that nobody has to wait for the chapter in which it comes. */
    private Path withWebhook() throws IOException {
        Path examples = Files.createDirectory(directory.resolve("examples"));
        String webhook = Files.readString(EXAMPLES.resolve("webhook").resolve("pod.yaml"));
        String fleet = Files.readString(EXAMPLES.resolve("fleet.yaml"));
        Files.writeString(examples.resolve("fleet.yaml"), fleet + "---\n" + webhook);
        return examples;
    }

    private static boolean runs(Process group, String program) {
        return group.descendants()
                .anyMatch(process -> process.info().commandLine().orElse("").contains(program + ".jar"));
    }

    private static void awaitChapter(BufferedReader says, int number) throws IOException {
        String line = says.readLine();
        while (line != null && !line.startsWith(number + ". ")) {
            line = says.readLine();
        }
        assertThat(line).as("chapter %d", number).isNotNull();
    }

    @Test
    void whatCannotBePlayedEndsWithOneSentenceAndTheLogs() throws Exception {
        String said = Running.toTheEnd(program(directory.resolve("nowhere")));

        assertThat(said)
                .contains("FAILED: ", "fleet.yaml", "The logs are in ")
                .doesNotContain("\tat ")
                .endsWith("exit 1");
    }

    private ProcessBuilder program(Path examples) {
        return Running.program(
                Demo.class, examples.toString(), directory.resolve("logs").toString());
    }
}
