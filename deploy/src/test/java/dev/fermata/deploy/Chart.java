package dev.fermata.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The chart, rendered by Helm itself. */
final class Chart {
    static final Path FOLDER = Path.of("chart");
    static final String NAMESPACE = "fermata-system";

    private static final ObjectReader YAML = new ObjectMapper(new YAMLFactory()).readerFor(JsonNode.class);

    private Chart() {}

    /** What Helm makes of it with its default values. */
    static String render() {
        return render("{}");
    }

    /**
     * What Helm makes of it.
     *
     * @param values YAML, as in a file of values
     * @throws IllegalStateException with Helm's words, if it refuses
     */
    static String render(String values) {
        return render("fermata", values);
    }

    /** What Helm makes of it for a release of this name. */
    static String render(String release, String values) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                return new Helm(FOLDER)
                        .template()
                        .withName(release)
                        .withNamespace(NAMESPACE)
                        .withKubeVersion("1.34.0")
                        .withValuesFile(Files.writeString(file, values))
                        .call();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The objects in a rendered text. */
    static List<JsonNode> objects(String text) {
        try {
            List<JsonNode> objects = new ArrayList<>();
            YAML.<JsonNode>readValues(text).forEachRemaining(object -> {
                if (object.hasNonNull("kind")) {
                    objects.add(object);
                }
            });
            return objects;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one object of this kind and name. */
    static JsonNode object(String text, String kind, String name) {
        return objects(text).stream()
                .filter(object -> object.path("kind").asText().equals(kind))
                .filter(object -> object.at("/metadata/name").asText().equals(name))
                .reduce((one, other) -> {
                    throw new IllegalStateException("there are two of " + kind + " " + name);
                })
                .orElseThrow(() -> new IllegalStateException("there is no " + kind + " " + name));
    }
}
