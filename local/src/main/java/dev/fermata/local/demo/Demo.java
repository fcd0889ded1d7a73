package dev.fermata.local.demo;

import dev.fermata.local.Laptop;
import dev.fermata.local.LocalLogs;
import dev.fermata.local.Programs;
import dev.fermata.local.screen.Console;
import dev.fermata.local.screen.Painter;
import dev.fermata.local.screen.Screen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The program behind {@code mvn -Pdemo}: plays the {@link Story} on a laptop's Fermata, before the eyes of whoever runs it. Ends with 0
 * only if all that it showed was checked and held, and with 1 otherwise.
 */
public final class Demo {
    private static final Duration PACE = Duration.ofMillis(350);

    private Demo() {}

    /** Needs the folder of the examples to apply, and the one for the logs. */
    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            System.err.println("usage: Demo <folder of the examples> <folder for the logs>");
            System.exit(2);
        }
        Path logs = Path.of(arguments[1]).toAbsolutePath().normalize();
        LocalLogs.toFile(logs.resolve("operator.log"));
        Screen screen = Console.find(System.getenv()).screen(System.out);
        try {
            Instant began = Instant.now();
            int checks = play(Path.of(arguments[0]), logs, screen);
            screen.end(lastWord(checks, Duration.between(began, Instant.now())));
            System.exit(0);
        } catch (CheckFailedException | IOException | RuntimeException | LinkageError failed) {
            screen.end("FAILED: " + failed.getMessage() + "\nThe logs are in " + logs);
            System.exit(1);
        }
    }

    static String lastWord(int checks, Duration took) {
        return "Nobody's match was cut: all " + checks + " checks held, in " + took.toSeconds() + " s.";
    }

    /** Plays it; the number of checks that held. */
    private static int play(Path examples, Path logs, Screen screen) throws CheckFailedException, IOException {
        int checks;
        try (Laptop laptop = Laptop.start(new Laptop.Settings(0, Programs.images(), logs))) {
            Stage stage = new Stage(laptop, screen, PACE);
            try (Painter _ = Painter.start(screen, stage::look)) {
                new Story(stage, examples).play();
            }
            checks = stage.checks();
        }
        List<Long> left = ProcessHandle.current()
                .descendants()
                .filter(ProcessHandle::isAlive)
                .map(ProcessHandle::pid)
                .toList();
        if (!left.isEmpty()) {
            throw new CheckFailedException("processes are left behind: " + left);
        }
        return checks + 1;
    }
}
