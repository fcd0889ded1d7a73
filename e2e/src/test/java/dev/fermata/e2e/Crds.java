package dev.fermata.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** The CRDs of this build, as an installation would find them. */
final class Crds {
    private Crds() {}

    static Stream<JsonNode> files() {
        return Stream.of("servers", "fleets", "gametypes", "gameautoscalers").map(Crds::file);
    }

    static JsonNode file(String plural) {
        String name = "/crds/" + plural + ".fermata.dev.yaml";
        try (InputStream file = Crds.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return Serialization.unmarshal(file, JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
