package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/** The game of a Server: a process in its Pod, that speaks the protocol as the test wants it to. */
record Game(World world, String pod) {
    private static final int A_WHILE = 10;

    /** The exit code of what is killed, as all in a container is when its first process ends. */
    private static final int KILLED = 128 + 9;

    /** Posts to the sidecar as any game could. */
    Exec.Result posts(boolean allowed) {
        return shell("wget -q -O - --header 'Content-Type: application/json' --post-data '{\"allowed\": " + allowed
                + "}' $FERMATA_URL/allow_delete");
    }

    /** Whoever is waited for may be gone before it has read the answer. */
    void allows() {
        Exec.Result answer = posts(true);
        if (answer.code() == KILLED) {
            World.eventually(pod + " ends", () -> assertThat(isEnding()).isTrue());
        } else {
            assertThat(answer.orFail()).contains("\"allowed\":true");
        }
    }

    private boolean isEnding() {
        Answer found = world.cluster().get(world.pods() + "/" + pod);
        return found.code() == 404
                || found.orFail().at("/metadata/deletionTimestamp").isTextual();
    }

    /** Takes its permission back; the answer says how far that reaches. */
    String holds() {
        return posts(false).orFail();
    }

    void hasPlayers(int count) {
        String body = "{\"count\": " + count + "}";
        String request = "PUT /v1/players HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n"
                + "Content-Type: application/json\\r\\nContent-Length: " + body.length() + "\\r\\n\\r\\n" + body;
        assertThat(shell("printf '" + request + "' | nc 127.0.0.1 9480").orFail())
                .startsWith("HTTP/1.1 200");
    }

    private boolean isAskedToGo() {
        return shell("wget -q -O - $FERMATA_URL/shutdown").orFail().contains("true");
    }

    void hearsThatItIsToGo() {
        World.eventually(
                pod + " hears that it is to go", () -> assertThat(isAskedToGo()).isTrue());
    }

    void hearsThatItMayStay() {
        World.eventually(
                pod + " hears that it may stay", () -> assertThat(isAskedToGo()).isFalse());
    }

    /** Its process lives, by its own heart and not by what Kubernetes says, and goes on for a while. */
    void playsOn() {
        JsonNode before = world.cluster().get(world.pods() + "/" + pod).orFail();
        assertThat(before.at("/metadata/deletionTimestamp").isMissingNode())
                .as("%s", before.path("metadata"))
                .isTrue();
        int now = beats();
        World.eventually(pod + " plays on", () -> assertThat(beats()).isGreaterThan(now + A_WHILE));
        JsonNode after = world.cluster().get(world.pods() + "/" + pod).orFail();
        assertThat(after.at("/metadata/uid")).isEqualTo(before.at("/metadata/uid"));
        assertThat(after.at("/metadata/deletionTimestamp").isMissingNode())
                .as("%s", after.path("metadata"))
                .isTrue();
    }

    private int beats() {
        return Integer.parseInt(shell("cat /tmp/beats").orFail());
    }

    /** What it wrote; nothing, if it is not there. */
    Stream<String> lines() {
        return world.cluster()
                .text(world.pods() + "/" + pod + "/log?container=game")
                .lines();
    }

    /** Ends by itself: with code 0 for TERM, with 3 for USR1. */
    void endsBy(String signal) {
        shell("kill -" + signal + " 1").orFail();
    }

    /** As the kernel does when memory is short. Needs a Pod that shares its processes. Returns when there is another. */
    void killsItsSidecar() {
        assertThat(restarts()).isZero();
        shell("kill -9 $(pidof java)").orFail();
        World.eventually(
                "the sidecar of " + pod + " is started again",
                () -> assertThat(restarts()).isOne());
    }

    private int restarts() {
        return world.cluster()
                .get(world.pods() + "/" + pod)
                .orFail()
                .at("/status/initContainerStatuses/0/restartCount")
                .intValue();
    }

    Exec.Result shell(String command) {
        return world.cluster().exec(world.namespace().name(), pod, "game", "sh", "-c", command);
    }
}
