package dev.fermata.local.apiserver.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** JSON and YAML to trees and back. Trees that were stored are never changed: copy before writing. */
public final class Json {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Json() {}

    /** An empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The tree that these bytes spell. */
    public static JsonNode parse(byte[] bytes) throws JsonProcessingException {
        try {
            return JSON.readTree(bytes);
        } catch (JsonProcessingException malformed) {
            throw malformed;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Every document of a YAML stream that is an object; empty documents are left out. */
    public static List<ObjectNode> yaml(String text) throws IOException {
        List<ObjectNode> documents = new ArrayList<>();
        try {
            for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
                if (JSON.valueToTree(document) instanceof ObjectNode object) {
                    documents.add(object.deepCopy());
                }
            }
            return documents;
        } catch (YamlEngineException malformed) {
            throw new IOException(malformed.getMessage(), malformed);
        }
    }

    /** The bytes that spell this tree. */
    public static byte[] bytes(JsonNode tree) {
        try {
            return JSON.writeValueAsBytes(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree can always be written", impossible);
        }
    }

    /** The one-line text that spells this tree. */
    public static String text(JsonNode tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a JSON tree can always be written", impossible);
        }
    }
}
