package dev.fermata.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A namespace of a test's own, gone with all that is in it when closed. */
record Namespace(Cluster cluster, String name) implements AutoCloseable {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final JsonNode FORCE = World.yaml("spec: {deletion: {force: true}}");

    static Namespace in(Cluster cluster) {
        return in(cluster, JSON.objectNode());
    }

    /** With labels. */
    static Namespace in(Cluster cluster, ObjectNode labels) {
        String name = "fermata-e2e-" + UUID.randomUUID().toString().substring(0, 8);
        ObjectNode namespace = JSON.objectNode().put("apiVersion", "v1").put("kind", "Namespace");
        namespace.putObject("metadata").put("name", name).set("labels", labels);
        cluster.create("/api/v1/namespaces", namespace).orFail();
        return new Namespace(cluster, name);
    }

    String path(String kind) {
        return Cluster.path(name, kind);
    }

    /** Where the object is, or would be. */
    String path(JsonNode object) {
        return path(object.path("kind").textValue()) + "/"
                + object.at("/metadata/name").textValue();
    }

    Answer create(JsonNode object) {
        return cluster.create(path(object.path("kind").textValue()), object);
    }

    /** Does not wait. Games that never allow anything are ended by force, as a person would, and so the operator leaves nothing behind. */
    @Override
    public void close() {
        Stream.of("GameAutoscaler", "GameType", "Fleet")
                .forEach(kind -> objects(path(kind)).forEach(cluster::delete));
        objects(path("Server")).forEach(server -> cluster.update(server, FORCE));
        objects(path("Server")).forEach(cluster::delete);
        orphans().forEach(pod -> cluster.as(Operator.USER).delete(pod));
        Answer answer = cluster.delete("/api/v1/namespaces/" + name);
        if (answer.code() != 404 && answer.code() != 409) { // gone, or going: a test may have deleted it itself
            answer.orFail();
        }
    }

    /** Pods of Servers that were torn away: there is nobody left to be told of force. */
    private Stream<String> orphans() {
        Set<String> servers = names(path("Server")).collect(Collectors.toSet());
        return names(pods()).filter(pod -> !servers.contains(pod)).map(pod -> pods() + "/" + pod);
    }

    private String pods() {
        return "/api/v1/namespaces/" + name + "/pods";
    }

    private Stream<String> objects(String path) {
        return names(path).map(object -> path + "/" + object);
    }

    private Stream<String> names(String path) {
        return cluster.get(path)
                .orFail()
                .path("items")
                .valueStream()
                .map(object -> object.at("/metadata/name").textValue());
    }
}
