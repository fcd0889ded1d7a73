package dev.fermata.local;

import dev.fermata.local.screen.Console;
import dev.fermata.local.screen.Painter;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The program for game developers: Fermata on this machine until Ctrl-C. See docs/guides/laptop.md. */
public final class Local {
    private Local() {}

    /** Runs until it is told to end; what it takes is said by {@code --help}. */
    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--help")) {
            System.out.print(LocalArguments.USAGE);
            return;
        }
        try {
            run(LocalArguments.read(List.of(arguments)));
        } catch (IllegalArgumentException wrong) {
            fail(2, wrong.getMessage() + "\n\n" + LocalArguments.USAGE);
        } catch (IOException | IllegalStateException | KubernetesClientException failed) {
            fail(1, String.valueOf(failed.getMessage()));
        }
    }

    private static void run(LocalArguments told) throws IOException {
        LocalLogs.toFile(told.directory().resolve("operator.log"));
        Laptop laptop = Laptop.start(new Laptop.Settings(told.port(), told.all(Programs.images()), told.directory()));
        Runtime.getRuntime().addShutdownHook(new Thread(laptop::close, "laptop-close"));
        System.out.println(greeting(laptop));
        for (Path file : told.files()) {
            laptop.create(file).stream()
                    .map(created -> "  created " + created.getKind() + " "
                            + created.getMetadata().getName())
                    .forEach(System.out::println);
        }
        Painter.start(Console.find(System.getenv()).screen(System.out), laptop::look);
    }

    private static String greeting(Laptop laptop) {
        return """
            Fermata on this machine, until Ctrl-C: simulated API server, real operator, games and sidecars as processes.

              export KUBECONFIG=%s
              logs of the operator are in %s, those of games and sidecars in %s
            """.formatted(laptop.kubeconfig(), laptop.kubeconfig().resolveSibling("operator.log"), laptop.logs());
    }

    private static void fail(int code, String message) {
        System.err.println(message);
        System.exit(code);
    }
}
