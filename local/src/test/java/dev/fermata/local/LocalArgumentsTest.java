package dev.fermata.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalArgumentsTest {
    @TempDir
    Path directory;

    @Test
    void filesImagesPortAndDirectoryAreTaken() throws IOException {
        Path yaml = Files.createFile(directory.resolve("fleet.yaml"));

        LocalArguments told = LocalArguments.read(List.of(
                "--image",
                "my-game:1=/usr/bin/python3 game.py --fast",
                yaml.toString(),
                "--port",
                "8001",
                "--directory",
                directory.toString()));

        assertThat(told)
                .isEqualTo(new LocalArguments(
                        List.of(yaml),
                        Map.of("my-game:1", List.of("/usr/bin/python3", "game.py", "--fast")),
                        8001,
                        directory));
    }

    @Test
    void nothingNeedsToBeSaid() {
        LocalArguments told = LocalArguments.read(List.of());

        assertThat(told.files()).isEmpty();
        assertThat(told.port()).isZero();
        assertThat(told.directory().getParent()).isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> LocalArguments.read(List.of(
                        "/no/such.yaml", "--image", "my-game", "--port", "http", "--fast", "yes", "--directory")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("""
                    there is no file /no/such.yaml that can be read
                    --image needs NAME=PROGRAM, not 'my-game'
                    --port needs a number from 0 to 65535, not 'http'
                    there is no option --fast
                    --directory needs a folder\
                    """);
    }
}
