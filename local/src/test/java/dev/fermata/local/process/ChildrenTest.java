package dev.fermata.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ChildrenTest {
    @TempDir
    Path directory;

    private Children children;

    @BeforeEach
    void open() throws IOException {
        children = Children.open();
    }

    @AfterEach
    void close() {
        children.close();
    }

    @Test
    void aChildHasItsOwnEnvironmentAndLogsWhatItSays() throws Exception {
        Child child =
                children.start(sh("echo $GREETING from $PWD; echo trouble >&2; env", Map.of("GREETING", "hello")));

        assertThat(child.exit().get()).isZero();
        assertThat(log()).contains("hello from /").contains("trouble").contains("PATH=");
        assertThat(log())
                .as("variables of this process that are no business of a game")
                .doesNotContain("MAVEN");
    }

    @Test
    void theExitCodeIsTheProgramsOwnOr128AndTheSignal() throws Exception {
        Child failing = children.start(sh("exit 7", Map.of()));
        Child ended = children.start(sh("kill -TERM $$", Map.of()));

        assertThat(failing.exit().get()).isEqualTo(7);
        assertThat(ended.exit().get()).isEqualTo(143);
    }

    @Test
    void aProgramThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> children.start(command(List.of("no-such-program"))))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("no program no-such-program on the PATH of this machine");
        assertThatThrownBy(() -> children.start(command(List.of("/no/such/program"))))
                .hasMessage("no program /no/such/program of this machine");
    }

    @Test
    void whatAChildStartedGoesWithIt() throws Exception {
        Child child =
                children.start(sh("sleep 1000 & echo $! > grandchild; mkfifo wait; read -r forever < wait", Map.of()));
        long grandchild = Long.parseLong(appears("grandchild"));

        child.kill();

        child.exit().get();
        gone(grandchild);
    }

    @Test
    void closingEndsWhatLives() throws Exception {
        Child stubborn = children.start(sh("trap '' TERM; echo ready > ready; while :; do sleep 1000; done", Map.of()));
        appears("ready");
        stubborn.terminate();

        children.close();

        assertThat(ProcessHandle.of(stubborn.pid())).isEmpty();
        assertThat(children.pids()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"with sessions", "without sessions"})
    void noChildOutlivesThisProcessEvenIfItIsKilled(String how) throws Exception {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        directory.toString(),
                        how)
                .redirectErrorStream(true)
                .start();
        BufferedReader told = other.inputReader();
        long child = Long.parseLong(told.readLine());
        assertThat(ProcessHandle.of(child)).isPresent();

        other.destroyForcibly().waitFor();

        gone(child);
    }

    /** A process that starts a child and waits for ever. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            Path here = Path.of(arguments[0]);
            Children children = arguments[1].equals("with sessions") ? Children.open() : Children.open(List.of());
            Child child =
                    children.start(new Command(List.of("sleep", "1000"), Map.of(), here, here.resolve("parent.log")));
            System.out.println(child.pid());
            child.exit().get();
        }
    }

    private static void gone(long pid) throws Exception {
        var handle = ProcessHandle.of(pid);
        if (handle.isPresent()) {
            handle.get().onExit().get(30, TimeUnit.SECONDS);
        }
    }

    /** Waits for a file that a child writes. */
    private String appears(String file) throws Exception {
        await().until(() -> Files.exists(directory.resolve(file))
                && !Files.readString(directory.resolve(file)).isBlank());
        return Files.readString(directory.resolve(file)).strip();
    }

    private Command sh(String script, Map<String, String> environment) {
        return new Command(List.of("sh", "-c", script), environment, directory, directory.resolve("log"));
    }

    private Command command(List<String> argv) {
        return new Command(argv, Map.of(), directory, directory.resolve("log"));
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }
}
