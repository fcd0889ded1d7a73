package dev.fermata.operator.gametype;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.v1alpha1.fleetspec.Template;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.TreeMap;

/**
 * How a revision is called: by a hash of its template, so that the same template is the same revision, whoever looks.
 *
 * <p>The alphabet is that of Kubernetes' own generated names: no vowels, nothing that looks like another, so no words.
 */
final class RevisionName {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
    private static final int LENGTH = 10;

    private RevisionName() {}

    /**
     * The hash of a template.
     *
     * @param salt 0 at first; more where a name is somebody else's
     */
    static String of(Template template, int salt) {
        String text = canonical(JSON.valueToTree(template)) + (salt == 0 ? "" : "\n" + salt);
        long hash = fnv1a(text);
        StringBuilder name = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            name.append(ALPHABET.charAt((int) Long.remainderUnsigned(hash, ALPHABET.length())));
            hash = Long.divideUnsigned(hash, ALPHABET.length());
        }
        return name.toString();
    }

    /** FNV-1a of 64 bits, as in draft-eastlake-fnv: a hash for names, not for secrets; templates are compared as a whole. */
    private static long fnv1a(String text) {
        long hash = 0xcbf29ce484222325L;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    /** Whether two templates ask for the same. */
    static boolean same(Template one, Template other) {
        return JSON.<JsonNode>valueToTree(one).equals(JSON.<JsonNode>valueToTree(other));
    }

    /** Without the order that the Java classes happen to have, and without what is not there. */
    private static String canonical(JsonNode node) {
        if (node.isArray()) {
            StringBuilder text = new StringBuilder("[");
            node.forEach(element -> text.append(canonical(element)).append(','));
            return text.append(']').toString();
        }
        if (!(node instanceof ObjectNode)) {
            return node.toString();
        }
        TreeMap<String, String> fields = new TreeMap<>();
        Iterator<String> names = node.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!node.get(name).isNull()) {
                fields.put(name, canonical(node.get(name)));
            }
        }
        return fields.toString();
    }
}
