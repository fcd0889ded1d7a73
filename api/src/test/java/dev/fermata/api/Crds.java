package dev.fermata.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The reviewed contract, as the tests read it. */
final class Crds {
    static final List<String> PLURALS = List.of("servers", "fleets", "gametypes", "gameautoscalers");

    private static final Map<String, JsonNode> PARSED = new ConcurrentHashMap<>();
    private static final Path FOLDER = Path.of("src/main/resources/crds");

    private Crds() {}

    static Path file(String plural) {
        return FOLDER.resolve(plural + ".fermata.dev.yaml");
    }

    static String text(String plural) {
        return read(file(plural));
    }

    static JsonNode crd(String plural) {
        return PARSED.computeIfAbsent(plural, any -> Serialization.unmarshal(text(plural), JsonNode.class));
    }

    static JsonNode version(String plural) {
        return crd(plural).at("/spec/versions/0");
    }

    static JsonNode schema(String plural) {
        return version(plural).at("/schema/openAPIV3Schema");
    }

    static String kind(String plural) {
        return crd(plural).at("/spec/names/kind").textValue();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the tests are to write what they otherwise compare: -Dfermata.render=true. */
    static boolean rendering() {
        return Boolean.getBoolean("fermata.render");
    }
}
