package dev.fermata.local.kubelet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads ConfigMaps and Secrets of one namespace at the API server, live. */
record ClientReferences(KubernetesClient client, String namespace) implements References {
    @Override
    public Optional<Map<String, String>> configMap(String name) {
        return Optional.ofNullable(client.configMaps()
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .map(ConfigMap::getData)
                .map(data -> data == null ? Map.of() : data);
    }

    @Override
    public Optional<Map<String, String>> secret(String name) {
        return Optional.ofNullable(
                        client.secrets().inNamespace(namespace).withName(name).get())
                .map(Secret::getData)
                .map(ClientReferences::decoded);
    }

    private static Map<String, String> decoded(Map<String, String> data) {
        Map<String, String> texts = new HashMap<>();
        data.forEach(
                (key, value) -> texts.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
        return texts;
    }
}
