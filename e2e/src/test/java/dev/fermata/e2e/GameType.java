package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A GameType, as a person with kubectl sees it. */
record GameType(World world, String name) {

    /** One of games that a test plays. */
    static GameType create(World world, String name, int replicas, String change) {
        ObjectNode gameType = Manifests.fleet(name, replicas).put("kind", "GameType");
        MergePatch.apply(gameType, World.yaml(change));
        world.namespace().create(gameType).orFail();
        return new GameType(world, name);
    }

    /** As kubectl apply --server-side, with no number in it. */
    static GameType apply(World world, String name, String change) {
        ObjectNode gameType = Manifests.fleet(name, 1).put("kind", "GameType");
        gameType.withObject("/spec").remove("replicas");
        MergePatch.apply(gameType, World.yaml(change));
        GameType applied = new GameType(world, name);
        world.cluster().apply(applied.path(), gameType).orFail();
        return applied;
    }

    /** The Fleet of the newest revision. */
    Fleet fleet() {
        return new Fleet(world, name + "-" + get().at("/status/updateRevision").asText());
    }

    /** As kubectl scale. */
    void scale(int replicas) {
        world.cluster()
                .update(path() + "/scale", World.yaml("{spec: {replicas: %d}}".formatted(replicas)))
                .orFail();
    }

    void delete(String propagation) {
        world.cluster()
                .delete(path(), "{\"propagationPolicy\": \"" + propagation + "\"}")
                .orFail();
    }

    void isGone() {
        World.eventually(
                name + " is gone",
                () -> assertThat(world.cluster().get(path()).code()).isEqualTo(404));
    }

    String path() {
        return world.namespace().path("GameType") + "/" + name;
    }

    JsonNode get() {
        return world.cluster().get(path()).orFail();
    }

    /** As kubectl patch. */
    void changes(String mergePatch) {
        world.cluster().update(path(), World.yaml(mergePatch)).orFail();
    }

    /** All that is wanted runs the newest revision. */
    GameType isRolledOut() {
        World.eventually(name + " is rolled out", () -> {
            JsonNode gameType = get();
            assertThat(gameType.at("/status/observedGeneration").asInt())
                    .isEqualTo(gameType.at("/metadata/generation").asInt());
            assertThat(World.condition(gameType, "Progressing").path("reason").asText())
                    .as("%s", gameType.path("status"))
                    .isEqualTo("NewRevisionAvailable");
            assertThat(gameType.at("/status/availableReplicas").asInt())
                    .isEqualTo(gameType.at("/spec/replicas").asInt());
        });
        return this;
    }

    void says(String condition, String reason, String words) {
        World.says(name, this::get, new World.Words(condition, reason, words));
    }

    /** The revision of the template, as soon as that was seen; empty before. */
    String revision() {
        JsonNode gameType = get();
        boolean seen = gameType.at("/status/observedGeneration").asInt()
                == gameType.at("/metadata/generation").asInt();
        return seen ? gameType.at("/status/updateRevision").asText() : "";
    }

    /** Names of the Servers of older revisions that are waited for. */
    List<String> waiting() {
        return get().at("/status/waiting")
                .valueStream()
                .map(one -> one.path("server").asText())
                .toList();
    }
}
