package dev.fermata.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program to start.
 *
 * @param argv the program (a path, or a name to be found on {@code PATH}) and its arguments
 * @param environment all that the program is told beside the few variables every program needs, such as {@code PATH}
 * @param directory where it starts
 * @param log the file that its output is appended to
 */
public record Command(List<String> argv, Map<String, String> environment, Path directory, Path log) {
    public Command {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs at least the program's name");
        }
    }
}
