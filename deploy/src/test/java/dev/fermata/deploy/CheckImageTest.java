package dev.fermata.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code deploy/images/check-image}, with archives that are made here. */
class CheckImageTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path CHECK = Path.of("images", "check-image").toAbsolutePath();
    private static final List<String> LABELS =
            List.of("title", "description", "version", "revision", "licenses", "created");

    @TempDir
    Path folder;

    private final ObjectNode config = JSON.createObjectNode();
    private final List<String> layers = new ArrayList<>();

    @BeforeEach
    void goodImage() throws Exception {
        for (String tool : List.of("jq", "tar", "gzip", "bash")) {
            boolean there = Stream.of(System.getenv("PATH").split(":"))
                    .anyMatch(path -> Files.isExecutable(Path.of(path, tool)));
            assumeTrue(there || System.getenv("CI") != null, "there is no " + tool);
        }
        Files.createDirectories(folder.resolve("image/blobs/sha256"));
        ObjectNode inner = config.putObject("config").put("User", "65532:65532");
        ObjectNode labels = inner.putObject("Labels");
        LABELS.forEach(label -> labels.put("org.opencontainers.image." + label, "a"));
        addLayer("app/fermata-sidecar.jar", "-czf");
    }

    @Test
    void an_image_as_it_is_to_be_is_well() throws Exception {
        addLayer("app/fermata-sidecar.aot", "-cf");

        assertThat(check()).isEqualTo("exit 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65532"})
    void another_user_is_a_fault(String user) throws Exception {
        ((ObjectNode) config.path("config")).put("User", user);

        assertThat(check()).isEqualTo("check-image: image.tar: its user is '" + user + "', not 65532:65532\nexit 1");
    }

    @Test
    void each_label_that_is_missing_or_empty_is_named() throws Exception {
        ObjectNode labels = (ObjectNode) config.at("/config/Labels");
        labels.remove("org.opencontainers.image.licenses");
        labels.put("org.opencontainers.image.revision", "");

        assertThat(check()).isEqualTo("""
            check-image: image.tar: it has no label org.opencontainers.image.revision
            check-image: image.tar: it has no label org.opencontainers.image.licenses
            exit 1\
            """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bin/sh", "usr/bin/bash", "busybox"})
    void a_shell_is_found_in_any_layer(String shell) throws Exception {
        addLayer(shell, "-cf");
        addLayer("app/LICENSE", "-czf");

        assertThat(check()).isEqualTo("check-image: image.tar: it has a shell: " + shell + "\nexit 1");
    }

    private void addLayer(String file, String how) throws Exception {
        Path root = Files.createDirectory(folder.resolve("layer" + layers.size()));
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), "content");
        Path layer = folder.resolve(root.getFileName() + ".tar");
        run("tar", how, layer.toString(), "-C", root.toString(), file);
        layers.add(blob(Files.readAllBytes(layer)));
    }

    /** Writes the image, and what is said of it. */
    private String check() throws Exception {
        ObjectNode manifest = JSON.createObjectNode();
        manifest.putObject("config").put("digest", blob(JSON.writeValueAsBytes(config)));
        layers.forEach(layer -> manifest.withArray("layers").addObject().put("digest", layer));
        ObjectNode index = JSON.createObjectNode();
        index.putArray("manifests").addObject().put("digest", blob(JSON.writeValueAsBytes(manifest)));
        Files.write(folder.resolve("image/index.json"), JSON.writeValueAsBytes(index));
        Path archive = folder.resolve("image.tar");
        run("tar", "-cf", archive.toString(), "-C", folder.resolve("image").toString(), "index.json", "blobs");
        return run(CHECK.toString(), archive.toString());
    }

    private String blob(byte[] bytes) throws IOException, NoSuchAlgorithmException {
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        Files.write(folder.resolve("image/blobs/sha256").resolve(digest), bytes);
        return "sha256:" + digest;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said + "exit " + process.waitFor();
    }
}
