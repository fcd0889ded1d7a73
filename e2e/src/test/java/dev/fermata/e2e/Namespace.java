package dev.fermata.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import java.util.stream.Stream;

/** A namespace of a test's own, gone with all that is in it when closed. */
record Namespace(Cluster cluster, String name) implements AutoCloseable {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

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

    /** Does not wait, and holds nothing: an operator that runs beside these tests may have stamped its finalizer. */
    @Override
    public void close() {
        Stream.of("GameAutoscaler", "GameType", "Fleet", "Server").forEach(this::clear);
        // Their guard would hold the Pods of games that never allow anything.
        cluster.deleteAs(Operator.USER, "/api/v1/namespaces/" + name + "/pods");
        Answer answer = cluster.delete("/api/v1/namespaces/" + name);
        if (answer.code() != 404 && answer.code() != 409) { // gone, or going: a test may have deleted it itself
            answer.orFail();
        }
    }

    private void clear(String kind) {
        ObjectNode released = JSON.objectNode();
        released.putObject("metadata").putNull("finalizers");
        for (JsonNode object : cluster.get(path(kind)).orFail().path("items")) {
            String path = path(kind) + "/" + object.at("/metadata/name").textValue();
            cluster.delete(path);
            cluster.update(path, released);
        }
    }
}
