import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Names the build after what it is made of: the project's version and a hash of all sources, so that two programs say the same
 * version only if they are the same. Compiled in, because a JVM with an ahead-of-time cache may run other code than the jar beside it
 * holds; written to a resource as well, to compare the two. Arguments: the version, where Java goes, where resources go, then the files
 * and folders that count.
 */
final class BuildId {
    private static final int DIGITS = 12;

    private BuildId() {}

    public static void main(String[] arguments) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String root : List.of(arguments).subList(3, arguments.length)) {
            addAll(digest, Path.of(root));
        }
        String version =
                arguments[0] + "+" + HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        write(Path.of(arguments[1], "dev/fermata/sidecar/Build.java"), source(version));
        write(Path.of(arguments[2], "META-INF/fermata/version"), version + "\n");
    }

    private static void addAll(MessageDigest digest, Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            digest.update(root.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Files.readAllBytes(file));
        }
    }

    private static String source(String version) {
        return """
            package dev.fermata.sidecar;

            /** Which build this code is of. */
            final class Build {
                static final String VERSION = "%s";

                private Build() {}
            }
            """.formatted(version);
    }

    /** Leaves a file alone that is as it should be, so that nothing is compiled in vain. */
    private static void write(Path file, String text) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(text)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
    }
}
