package dev.fermata.local.kubelet;

import java.util.Map;
import java.util.Optional;

/** Where a container's environment may take values from. */
interface References {
    /** The texts of a ConfigMap, if there is one of this name in the Pod's namespace. */
    Optional<Map<String, String>> configMap(String name);

    /** The texts of a Secret, decoded, if there is one of this name in the Pod's namespace. */
    Optional<Map<String, String>> secret(String name);
}
