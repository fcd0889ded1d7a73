package dev.fermata.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs that tests start as processes of their own. */
public final class Running {
    private static final List<String> HEARS_CTRL_C = hearsCtrlC();

    private Running() {}

    /** Starts a main class of this class path, both of its streams in one. */
    public static Process java(Class<?> main, String... arguments) throws IOException {
        return program(main, arguments).start();
    }

    /** A main class of this class path, to be started, both of its streams in one. */
    public static ProcessBuilder program(Class<?> main, String... arguments) {
        List<String> argv = new ArrayList<>(HEARS_CTRL_C);
        argv.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-D" + Programs.FOLDER + "=" + System.getProperty(Programs.FOLDER),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        argv.addAll(List.of(arguments));
        return new ProcessBuilder(argv).redirectErrorStream(true);
    }

    /** A build that runs in the background ignores SIGINT, and so would all that it starts; nothing, where env is too old for it. */
    private static List<String> hearsCtrlC() {
        List<String> env = List.of("env", "--default-signal=INT");
        try {
            ProcessBuilder tried = new ProcessBuilder("env", "--default-signal=INT", "true");
            return toTheEnd(tried).equals("exit 0") ? env : List.of();
        } catch (IOException | InterruptedException unknown) {
            return List.of();
        }
    }

    /** All that a program says until its end, both streams, and with what it ends: {@code "…exit 0"}. */
    public static String toTheEnd(ProcessBuilder program) throws IOException, InterruptedException {
        return toTheEnd(program.redirectErrorStream(true).start());
    }

    /** As {@link #toTheEnd(ProcessBuilder)}, of a program that runs. */
    public static String toTheEnd(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said + "exit " + process.waitFor();
    }
}
