package dev.fermata.operator.shell.kube;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** How to reach the cluster: by KUBECONFIG, else by {@code ~/.kube/config}, else from within. */
public final class Cluster {
    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
    private static final int CONNECT_MILLIS = 5_000;
    private static final int REQUEST_MILLIS = 10_000;

    private Cluster() {}

    /** The namespace that this process runs in; absent where it does not run in a cluster. */
    public static Optional<String> ownNamespace() {
        try {
            return Optional.of(
                    Files.readString(SERVICE_ACCOUNT.resolve("namespace")).strip());
        } catch (IOException notInACluster) {
            return Optional.empty();
        }
    }

    /**
     * A client for the cluster that the environment names, which has been seen to answer.
     *
     * @throws IllegalStateException if there is none; the message is for a person
     */
    public static KubernetesClient connect(Map<String, String> environment) {
        KubernetesClient client = client(config(environment));
        try {
            new ApiServer(client).version();
            return client;
        } catch (ApiUnavailableException e) {
            client.close();
            throw new IllegalStateException(
                    "cannot reach the Kubernetes API server at " + client.getMasterUrl() + ": " + e.getMessage(), e);
        }
    }

    /**
     * A client with this configuration, made as the operator needs it: fields and words of other versions are ignored (one object with one
     * that is unknown would make every list fail; a word that is unknown reads as none, which is always the cautious choice), and nothing
     * is sent twice.
     */
    public static KubernetesClient client(Config config) {
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setRequestTimeout(REQUEST_MILLIS);
        config.setRequestRetryBackoffLimit(0);
        ObjectMapper lenient = new ObjectMapper();
        lenient.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
        lenient.configure(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL, true);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(new KubernetesSerialization(lenient, true))
                .build();
    }

    private static Config config(Map<String, String> environment) {
        String named = environment.getOrDefault("KUBECONFIG", "").strip();
        Path usual = Path.of(System.getProperty("user.home", ""), ".kube", "config");
        if (!named.isEmpty()) {
            Arrays.stream(named.split(File.pathSeparator, -1))
                    .filter(file -> !file.isEmpty())
                    .forEach(file -> examine(Path.of(file), "KUBECONFIG names " + file));
        } else if (Files.exists(usual)) {
            examine(usual, usual.toString());
        } else if (!Files.exists(SERVICE_ACCOUNT.resolve("token"))) {
            throw new IllegalStateException(
                    "no cluster is named: set KUBECONFIG, or have a " + usual + ", or run in a cluster");
        }
        Config config = Config.autoConfigure(null);
        boolean byFile = !named.isEmpty() || Files.exists(usual);
        if (byFile && config.getCurrentContext() == null) {
            throw new IllegalStateException(
                    (named.isEmpty() ? usual : named) + " has no current-context that it describes");
        }
        return config;
    }

    private static void examine(Path file, String name) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalStateException(name + ", which is no file that can be read");
        }
        try {
            Config.fromKubeconfig(file.toFile());
        } catch (RuntimeException e) {
            // That of the client itself says only that something is wrong.
            Throwable cause = e instanceof KubernetesClientException && e.getCause() != null ? e.getCause() : e;
            String why =
                    String.valueOf(cause.getMessage()).replaceAll("\\s+", " ").strip();
            throw new IllegalStateException(name + ", which is no kubeconfig: " + why, e);
        }
    }
}
