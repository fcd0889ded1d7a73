package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** A Server, as a person with kubectl sees it. */
record Server(World world, String name) {

    String path() {
        return world.namespace().path("Server") + "/" + name;
    }

    String pod() {
        return world.pods() + "/" + name;
    }

    JsonNode get() {
        return world.cluster().get(path()).orFail();
    }

    Game game() {
        return new Game(world, name);
    }

    Server becomes(String phase) {
        World.eventually(name + " becomes " + phase, () -> {
            JsonNode server = get();
            assertThat(server.at("/status/phase").asText())
                    .as("%s", server.path("status"))
                    .isEqualTo(phase);
        });
        return this;
    }

    /** What the label of its Pod says of the guard; skips the scenario where none is installed. */
    Server isGuarded(String label) {
        Guards.areInstalled(world.cluster());
        World.eventually(
                name + " is " + label,
                () -> assertThat(world.cluster()
                                .get(pod())
                                .orFail()
                                .at("/metadata/labels/fermata.dev~1guard")
                                .asText())
                        .isEqualTo(label));
        return this;
    }

    /** A condition's reason, with words to it. */
    Server says(String condition, String reason, String words) {
        World.says(name, this::get, new World.Words(condition, reason, words));
        return this;
    }

    /** Somebody wants it gone, and it says why it is still there. */
    Server waitsFor(String reason) {
        World.eventually(name + " waits for " + reason, () -> {
            JsonNode server = get();
            assertThat(server.at("/status/waitingFor").asText())
                    .as("%s", server.path("status"))
                    .isEqualTo(reason);
            assertThat(World.condition(server, "DeletionAllowed").path("status").asText())
                    .isEqualTo("False");
            assertThat(World.condition(server, "DeletionAllowed")
                            .path("message")
                            .asText())
                    .isNotBlank();
        });
        return this;
    }

    /** An Event was told about it. */
    Server tells(String reason) {
        return tells(reason, "");
    }

    /** An Event with these words: told once, and not again if the operator ends at that moment. */
    Server tells(String reason, String words) {
        if (world.interruption() != Interruption.NONE) {
            return this;
        }
        String events = "/apis/events.k8s.io/v1/namespaces/" + world.namespace().name()
                + "/events?fieldSelector=regarding.name=" + name + ",regarding.kind=Server";
        World.eventually(
                name + " tells " + reason,
                () -> assertThat(world.cluster().get(events).orFail().path("items"))
                        .extracting(event -> event.path("reason").asText() + ": "
                                + event.path("note").asText())
                        .anyMatch(event -> event.startsWith(reason + ": ") && event.contains(words)));
        return this;
    }

    /** Somebody else told an Event about its Pod. */
    void podTells(String reason) {
        String events =
                "/api/v1/namespaces/" + world.namespace().name() + "/events?fieldSelector=involvedObject.kind=Pod,"
                        + "involvedObject.name=" + name + ",reason=" + reason;
        World.eventually(
                reason + " is told of the Pod of " + name,
                () -> assertThat(world.cluster().get(events).orFail().path("items"))
                        .isNotEmpty());
    }

    /** Whether its game runs, as its Pod tells. */
    boolean isRunning() {
        return world.cluster().get(pod()).orFail().at("/status/phase").asText().equals("Running");
    }

    /** As kubectl delete --wait=false. */
    Server delete() {
        world.cluster().delete(path()).orFail();
        return this;
    }

    void change(String mergePatch) {
        world.cluster().update(path(), World.yaml(mergePatch)).orFail();
    }

    /** Both the Server and its Pod. */
    void isGone() {
        World.eventually(
                name + " is gone",
                () -> assertThat(world.cluster().get(path()).code())
                        .as(() -> get().toString())
                        .isEqualTo(404));
        assertThat(world.cluster().get(pod()).code())
                .as("the Pod goes before its Server")
                .isEqualTo(404);
    }

    String uid() {
        return get().at("/metadata/uid").asText();
    }
}
