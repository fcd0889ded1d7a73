package dev.fermata.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is known of a scenario that failed: its objects, Events and logs, the nodes, and the operator's logs. */
final class Remains {
    private static final List<String> KINDS = List.of(
            "/apis/fermata.dev/v1alpha1/namespaces/%s/gameautoscalers",
            "/apis/fermata.dev/v1alpha1/namespaces/%s/gametypes",
            "/apis/fermata.dev/v1alpha1/namespaces/%s/fleets",
            "/apis/fermata.dev/v1alpha1/namespaces/%s/servers",
            "/apis/policy/v1/namespaces/%s/poddisruptionbudgets",
            "/api/v1/namespaces/%s/pods");

    private final World world;
    private final Path folder;

    private Remains(World world, Path folder) {
        this.world = world;
        this.folder = folder;
    }

    static Path keep(World world, Path folder, Throwable failure) {
        try {
            Files.createDirectories(folder);
            new Remains(world, folder).keep(failure);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder.toAbsolutePath();
    }

    private void keep(Throwable failure) throws IOException {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        write("failure.txt", trace.toString());
        for (String kind : KINDS) {
            String path = kind.formatted(world.namespace().name());
            write(path.substring(path.lastIndexOf('/') + 1) + ".yaml", yaml(path));
        }
        write("nodes.yaml", yaml("/api/v1/nodes"));
        String events = "/apis/events.k8s.io/v1/namespaces/" + world.namespace().name() + "/events";
        write("events.yaml", yaml(events));
        logs("/api/v1/namespaces/" + world.namespace().name() + "/pods");
        logs(Operator.PODS);
    }

    private void logs(String pods) throws IOException {
        for (JsonNode pod : world.cluster().get(pods).body().path("items")) {
            String name = pod.at("/metadata/name").textValue();
            String logs = pods.replaceFirst("\\?.*", "") + "/" + name + "/log?container=";
            for (String kind : List.of("/spec/initContainers", "/spec/containers")) {
                for (JsonNode container : pod.at(kind)) {
                    String text = container.path("name").textValue();
                    write(name + "-" + text + ".log", world.cluster().text(logs + text));
                    if (pod.at("/status").findValuesAsText("restartCount").stream()
                            .anyMatch(times -> !times.equals("0"))) {
                        write(
                                name + "-" + text + "-previous.log",
                                world.cluster().text(logs + text + "&previous=true"));
                    }
                }
            }
        }
    }

    private String yaml(String path) {
        return Serialization.asYaml(world.cluster().get(path).body().path("items"));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
