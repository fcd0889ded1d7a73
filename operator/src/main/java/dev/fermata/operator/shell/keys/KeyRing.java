package dev.fermata.operator.shell.keys;

import dev.fermata.operator.shell.kube.ObjectKey;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a Secret holds, the oldest key first.
 *
 * @param faults what in it is no key, and why, in sentences; it is passed over
 */
record KeyRing(NavigableMap<String, InstallKeys.Key> keys, List<String> faults) {
    static final int KEY_BYTES = 32;

    /** k9 before k10. */
    private static final Comparator<String> BY_AGE =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    KeyRing {
        keys = Collections.unmodifiableNavigableMap(keys);
        faults = List.copyOf(faults);
    }

    static KeyRing of(ObjectKey place, Secret secret) {
        NavigableMap<String, InstallKeys.Key> keys = new TreeMap<>(BY_AGE);
        List<String> faults = new ArrayList<>();
        Optional.ofNullable(secret.getData()).orElse(Map.of()).forEach((id, text) -> {
            byte[] bytes = decoded(text);
            if (bytes.length < KEY_BYTES) {
                faults.add(
                        "Secret " + place + " has under " + id + " " + bytes.length + " bytes; a key has " + KEY_BYTES);
            } else {
                keys.put(id, new InstallKeys.Key(id, bytes));
            }
        });
        return new KeyRing(keys, faults);
    }

    /** These keys, and those of the other that are not among them. */
    KeyRing and(KeyRing other) {
        NavigableMap<String, InstallKeys.Key> all = new TreeMap<>(BY_AGE);
        all.putAll(other.keys);
        all.putAll(keys);
        return new KeyRing(all, faults);
    }

    /** Without these. */
    KeyRing without(Iterable<String> ids) {
        NavigableMap<String, InstallKeys.Key> rest = new TreeMap<>(keys);
        ids.forEach(rest::remove);
        return new KeyRing(rest, faults);
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
