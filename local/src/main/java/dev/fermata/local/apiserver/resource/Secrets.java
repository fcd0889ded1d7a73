package dev.fermata.local.apiserver.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** Secrets: what is written as {@code stringData} is read as {@code data}. */
final class Secrets implements Behaviour {
    @Override
    public List<String> normalize(ObjectNode object) {
        if (!object.hasNonNull("type")) {
            object.put("type", "Opaque");
        }
        if (object.remove("stringData") instanceof ObjectNode text) {
            ObjectNode data = object.withObject("/data");
            text.properties()
                    .forEach(entry -> data.put(
                            entry.getKey(),
                            Base64.getEncoder()
                                    .encodeToString(entry.getValue().asText().getBytes(StandardCharsets.UTF_8))));
        }
        return List.of();
    }

    @Override
    public Set<String> selectableFields() {
        return Set.of("type");
    }
}
