package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of whose cluster it is, for what no client of a cluster can do. */
record Program(String path) {

    /** Absent where the variable does not name one; on a build server that is a failure. */
    static Optional<Program> namedBy(String variable) {
        String path = System.getenv().getOrDefault(variable, "");
        BuildServer.demands(!path.isEmpty(), variable);
        return path.isEmpty() ? Optional.empty() : Optional.of(new Program(path));
    }

    void run(String... arguments) {
        List<String> command =
                Stream.concat(Stream.of(path), Stream.of(arguments)).toList();
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            assertThat(code).as(String.join(" ", command)).isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
