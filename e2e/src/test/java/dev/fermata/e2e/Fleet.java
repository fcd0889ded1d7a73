package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;

/** A Fleet, as a person with kubectl sees it. */
record Fleet(World world, String name) {

    Server server(int slot) {
        return new Server(world, name + "-" + slot);
    }

    /** The Servers 0 to n-1. */
    List<Server> servers(int count) {
        return IntStream.range(0, count).mapToObj(this::server).toList();
    }

    String path() {
        return world.namespace().path("Fleet") + "/" + name;
    }

    JsonNode get() {
        return world.cluster().get(path()).orFail();
    }

    Fleet becomesReady() {
        World.eventually(name + " is ready", () -> {
            JsonNode fleet = get();
            assertThat(World.condition(fleet, "Available").path("status").asText())
                    .as("%s", fleet.path("status"))
                    .isEqualTo("True");
            assertThat(fleet.at("/status/readyReplicas").intValue())
                    .as("%s", fleet.path("status"))
                    .isEqualTo(fleet.at("/spec/replicas").intValue());
        });
        return this;
    }

    /** The Server with this uid is gone, and as many as are wanted are there. */
    void replaces(String uid) {
        World.eventually(name + " replaces " + uid, () -> {
            List<String> uids = world.servers().map(Server::uid).toList();
            assertThat(uids)
                    .doesNotContain(uid)
                    .hasSize(get().at("/spec/replicas").intValue());
        });
    }

    /** As kubectl scale. */
    void scale(int replicas) {
        world.cluster()
                .update(path() + "/scale", World.yaml("{spec: {replicas: %d}}".formatted(replicas)))
                .orFail();
    }

    void settles(int replicas) {
        World.eventually(name + " settles at " + replicas, () -> {
            JsonNode fleet = get();
            assertThat(fleet.at("/status/readyReplicas").intValue())
                    .as("%s", fleet.path("status"))
                    .isEqualTo(replicas);
            assertThat(World.condition(fleet, "Progressing").path("reason").asText())
                    .as("%s", fleet.path("status"))
                    .isEqualTo("Settled");
        });
    }

    /** A condition's reason, with words to it. */
    void says(String condition, String reason, String words) {
        World.says(name, this::get, new World.Words(condition, reason, words));
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
}
