package dev.fermata.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that people start, with a Java that only says how it was called. */
class LauncherTest {
    private static final Path LAUNCHER = Path.of("src", "launch", "fermata-local");

    @TempDir
    Path home;

    @BeforeEach
    void folder() throws IOException {
        Files.createDirectories(home.resolve("bin"));
    }

    private void java(String script) throws IOException {
        Path java = Files.writeString(home.resolve("bin/java"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String launch(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(LAUNCHER.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().put("JAVA_HOME", home.toString());
        return Running.toTheEnd(builder);
    }

    @Test
    void itRunsTheJarBesideItWithTheArgumentsAsTheyAre() throws Exception {
        java("for argument; do echo \"<$argument>\"; done");

        assertThat(launch("--image", "mine=/bin/sh -c", "my fleet.yaml"))
                .contains("<-jar>\n<"
                        + LAUNCHER.resolveSibling("fermata-local.jar").toAbsolutePath() + ">\n")
                .contains("<--image>\n<mine=/bin/sh -c>\n<my fleet.yaml>\n")
                .endsWith("exit 0");
    }

    @Test
    void aJavaThatIsTooOldIsSaidSo() throws Exception {
        java("exit 1");

        assertThat(launch("my-fleet.yaml"))
                .isEqualTo("fermata-local needs a Java 25, and " + home.resolve("bin/java")
                        + " is none: let JAVA_HOME name one\nexit 2");
    }
}
