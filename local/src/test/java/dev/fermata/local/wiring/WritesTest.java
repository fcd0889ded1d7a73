package dev.fermata.local.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.wire.Guard;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Servers cost the API server, by its own count of requests. */
@Timeout(240)
class WritesTest {
    private static final int SERVERS = 5;
    private static final String[] NAMES =
            IntStream.range(0, SERVERS).mapToObj(n -> "arena-" + n).toArray(String[]::new);

    private World world;

    @BeforeEach
    void start() throws IOException {
        world = World.complete();
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void a_server_comes_up_with_three_writes_and_goes_with_five() {
        Map<String, Long> before = writes();
        up();
        assertThat(since(before))
                .isEqualTo(Map.of(
                        "create servers 201", 5L,
                        "create pods 201", 5L,
                        "patch servers/status 200", 5L));

        before = writes();
        for (String name : NAMES) {
            world.game(name).allow();
        }
        world.eventually(() -> IntStream.range(0, SERVERS).allMatch(n -> isAllowed(NAMES[n])));
        assertThat(since(before)).isEqualTo(Map.of("patch servers/status 200", 5L));

        before = writes();
        world.scale("arena", 0);
        world.awaitServers();
        assertThat(since(before))
                .isEqualTo(Map.of(
                        "patch servers 200", 10L, // the drain, and the finalizer
                        "patch pods 200", 5L,
                        "delete servers 200", 5L,
                        "delete pods 200", 5L));
    }

    /** And each sidecar has said its first word, and was answered. */
    private void up() {
        world.createFleet("arena", SERVERS);
        world.awaitReady(NAMES);
        for (String name : NAMES) {
            world.game(name).restart();
        }
        for (String name : NAMES) {
            world.eventually(() -> world.game(name).state().guard() != Guard.UNKNOWN);
        }
    }

    private boolean isAllowed(String name) {
        return Boolean.TRUE.equals(world.status(name).getAllowed())
                && world.game(name).state().guard() != Guard.UNKNOWN;
    }

    /** All writes that are about a Server or its Pod. */
    private Map<String, Long> writes() {
        Map<String, Long> writes = new TreeMap<>();
        world.server.traffic().counts().forEach((request, count) -> {
            boolean reads = request.verb().matches("get|list|watch");
            boolean theirs = request.path().matches("(servers|pods)(/.*)?");
            if (theirs && !reads) {
                writes.put(request.toString(), count);
            }
        });
        return writes;
    }

    private Map<String, Long> since(Map<String, Long> before) {
        Map<String, Long> since = writes();
        before.forEach((request, count) -> since.merge(request, -count, Long::sum));
        since.values().removeIf(count -> count == 0);
        return since;
    }
}
