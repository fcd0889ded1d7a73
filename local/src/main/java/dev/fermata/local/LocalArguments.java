package dev.fermata.local;

import dev.fermata.local.kubelet.Images;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person says on the command line of {@link Local}.
 *
 * @param files of YAML to apply
 * @param images programs for images, beside those that come with Fermata
 * @param port of the API server; 0 takes any that is free
 * @param directory for logs and the kubeconfig
 */
record LocalArguments(List<Path> files, Map<String, List<String>> images, int port, Path directory) {
    static final String USAGE = """
        usage: fermata-local [options] [file.yaml ...]

        Runs Fermata on this machine until Ctrl-C: a simulated API server, the real operator, and every Server's game and sidecar
        as processes. Applies the files, then prints how to look at it with kubectl.

          --image NAME=PROGRAM [ARGUMENTS]  what an image of your game is here; quote it: --image 'my-game:1=/usr/bin/python3 game.py'
          --port PORT                       of the API server (any that is free)
          --directory FOLDER                for the kubeconfig and the logs (a new one in the system's temporary folder)
          --help
        """;

    /** Reads it, and reports all that is wrong at once. */
    static LocalArguments read(List<String> arguments) {
        Reading reading = new Reading();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.startsWith("--")) {
                i++;
                reading.option(argument, i < arguments.size() ? arguments.get(i) : "");
            } else {
                reading.file(argument);
            }
        }
        return reading.done();
    }

    /** The folder for logs and the kubeconfig. */
    Images all(Images own) {
        Images all = own;
        for (Map.Entry<String, List<String>> image : images.entrySet()) {
            all = all.with(image.getKey(), image.getValue());
        }
        return all;
    }

    private static final class Reading {
        private final List<String> wrong = new ArrayList<>();
        private final List<Path> files = new ArrayList<>();
        private final Map<String, List<String>> images = new HashMap<>();
        private int port;
        private Path directory = Path.of(
                System.getProperty("java.io.tmpdir"),
                "fermata-" + ProcessHandle.current().pid());

        void file(String name) {
            Path file = Path.of(name);
            files.add(file);
            if (!Files.isReadable(file)) {
                wrong.add("there is no file " + file.toAbsolutePath() + " that can be read");
            }
        }

        void option(String option, String value) {
            switch (option) {
                case "--image" -> image(value);
                case "--port" -> port(value);
                case "--directory" -> directory(value);
                default -> wrong.add("there is no option " + option);
            }
        }

        private void directory(String value) {
            directory = Path.of(value);
            if (value.isEmpty()) {
                wrong.add("--directory needs a folder");
            }
        }

        private void image(String value) {
            int equals = value.indexOf('=');
            if (equals < 1 || equals == value.length() - 1) {
                wrong.add("--image needs NAME=PROGRAM, not '" + value + "'");
            } else {
                images.put(
                        value.substring(0, equals),
                        List.of(value.substring(equals + 1).strip().split("\\s+")));
            }
        }

        private void port(String value) {
            if (value.matches("\\d{1,5}") && Integer.parseInt(value) <= 65_535) {
                port = Integer.parseInt(value);
            } else {
                wrong.add("--port needs a number from 0 to 65535, not '" + value + "'");
            }
        }

        LocalArguments done() {
            if (!wrong.isEmpty()) {
                throw new IllegalArgumentException(String.join("\n", wrong));
            }
            return new LocalArguments(files, images, port, directory);
        }
    }
}
