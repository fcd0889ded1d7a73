package dev.fermata.local.process;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Starts processes, none of which outlives this one, however it ends.
 *
 * <p>Each child waits for a word on its standard input before it becomes the program that it is to be, and is named to
 * the {@link Watchdog} first: so there is no moment in which this process could die and leave a child that nobody knows.
 * Where {@code setsid} exists each child leads a session of its own: Ctrl-C in the terminal reaches this process only,
 * which then ends its children in their proper order, and what a child started goes with it.
 */
public final class Children implements AutoCloseable {
    private static final Set<String> PASSED_ON =
            Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "TZ", "JAVA_HOME");

    private final Watchdog watchdog;
    private final List<String> prefix;
    private final Map<Long, Child> living = new ConcurrentHashMap<>();

    private Children(Watchdog watchdog, List<String> prefix) {
        this.watchdog = watchdog;
        this.prefix = prefix;
    }

    public static Children open() throws IOException {
        return open(find("setsid").map(List::of).orElse(List.of()));
    }

    static Children open(List<String> session) throws IOException {
        List<String> prefix = new ArrayList<>(session);
        prefix.addAll(List.of("/bin/sh", "-c", "read -r go && exec \"$@\"", "sh"));
        return new Children(Watchdog.start(session), List.copyOf(prefix));
    }

    /**
     * Starts a program.
     *
     * @throws NoSuchElementException if there is no such program, with a message for a person
     * @throws IOException if the system cannot start it
     */
    public Child start(Command command) throws IOException {
        String program = command.argv().getFirst();
        String path = find(program)
                .orElseThrow(() -> new NoSuchElementException(
                        "no program " + program + (program.contains("/") ? "" : " on the PATH") + " of this machine"));
        List<String> argv = new ArrayList<>(prefix);
        argv.add(path);
        argv.addAll(command.argv().subList(1, command.argv().size()));
        ProcessBuilder builder = new ProcessBuilder(argv)
                .directory(command.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
        builder.environment().keySet().retainAll(PASSED_ON);
        builder.environment().putAll(command.environment());
        return release(builder.start());
    }

    private Child release(Process process) throws IOException {
        long pid = process.pid();
        try {
            watchdog.watch(pid);
        } catch (IOException gone) {
            process.destroyForcibly();
            throw gone;
        }
        Child child = new Child(process, () -> {
            living.remove(pid);
            watchdog.reap(pid);
        });
        living.put(pid, child);
        if (!process.isAlive()) {
            living.remove(pid);
        }
        try (OutputStream input = process.getOutputStream()) {
            input.write("go\n".getBytes(StandardCharsets.US_ASCII));
        }
        return child;
    }

    /** The pids of the processes that were started here and live. */
    public Set<Long> pids() {
        return Set.copyOf(living.keySet());
    }

    /** Ends (SIGKILL) what still lives, and waits until it is gone. */
    @Override
    public void close() {
        List<Child> last = List.copyOf(living.values());
        last.forEach(Child::kill);
        last.forEach(child -> child.exit().join());
        watchdog.close();
    }

    /** The file that a shell would run for this name. */
    private static Optional<String> find(String program) {
        if (program.contains("/")) {
            return Optional.of(program).filter(Children::executable);
        }
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, program).toString())
                .filter(Children::executable)
                .findFirst();
    }

    private static boolean executable(String file) {
        return Files.isRegularFile(Path.of(file)) && Files.isExecutable(Path.of(file));
    }
}
