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

    private String path() {
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
        World.eventually(name + ": " + reason, () -> {
            JsonNode said = World.condition(get(), condition);
            assertThat(said.path("reason").asText()).as("%s", said).isEqualTo(reason);
            assertThat(said.path("message").asText()).contains(words);
        });
    }

    /** Names of the Servers of older revisions that are waited for. */
    List<String> waiting() {
        return get().at("/status/waiting")
                .valueStream()
                .map(one -> one.path("server").asText())
                .toList();
    }
}
