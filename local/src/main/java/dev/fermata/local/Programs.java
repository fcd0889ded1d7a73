package dev.fermata.local;

import dev.fermata.local.kubelet.Images;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs that come with Fermata, and the images that stand for them on a cluster. */
public final class Programs {
    /** The image of the sidecar, as this laptop's operator puts it into Pods. */
    public static final String SIDECAR = "localhost/fermata-sidecar:1";

    /** The image of the example game, as docs/examples has it. */
    public static final String EXAMPLE_GAME = "localhost/fermata-example-game:1";

    /** The image of the example webhook, as docs/examples has it. */
    public static final String EXAMPLE_WEBHOOK = "localhost/fermata-example-webhook:1";

    /** System property: the folder with the programs; by default the one that this program's own jar is in. */
    public static final String FOLDER = "fermata.apps";

    /** Started by the dozen on a laptop: half the time and half the CPU to the first answer, measured. */
    private static final List<String> QUICK =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData");

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private Programs() {}

    /**
     * The sidecar, the example game and the example webhook.
     *
     * @throws IllegalStateException if they were not built; the message says how to
     */
    public static Images images() {
        Path folder = folder();
        return Images.none()
                .with(SIDECAR, java(folder.resolve("sidecar").resolve("fermata-sidecar.jar")))
                .with(EXAMPLE_GAME, java(folder.resolve("example-game").resolve("fermata-example-game.jar")))
                .with(EXAMPLE_WEBHOOK, java(folder.resolve("example-webhook").resolve("fermata-example-webhook.jar")));
    }

    private static List<String> java(Path jar) {
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("there is no " + jar + ": build it with mvn -Dquick -DskipTests package");
        }
        List<String> argv = new ArrayList<>(List.of(JAVA));
        argv.addAll(QUICK);
        argv.addAll(List.of("-jar", jar.toString()));
        return argv;
    }

    private static Path folder() {
        String told = System.getProperty(FOLDER);
        return told == null ? beside() : Path.of(told).toAbsolutePath();
    }

    private static Path beside() {
        try {
            Path code = Path.of(Programs.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.isRegularFile(code) ? code.resolveSibling("") : code;
        } catch (URISyntaxException odd) {
            throw new IllegalStateException("the place of this program is no path", odd);
        }
    }
}
