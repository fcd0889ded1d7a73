package dev.fermata.local.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sidecars that take the operator's calls and never answer: more of them than the operator has threads for Servers. */
@Timeout(240)
class HangingSidecarsTest {
    private static final int HANGING = 30;
    private static final String RECONCILERS = "fermata-Server-";

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
    void noThreadWaitsForThemAndAnotherServerComesAndGoes() {
        String[] names = IntStream.range(0, HANGING).mapToObj(i -> "arena-" + i).toArray(String[]::new);
        world.createFleet("arena", HANGING);
        world.awaitReady(names);
        List<Game> games = Arrays.stream(names).map(world::game).toList();
        games.forEach(Game::hang);

        world.scale("arena", 0);
        world.eventually(() -> games.stream().allMatch(Game::keeps));

        assertThat(reconcilers().keySet())
                .as("threads for Servers")
                .isNotEmpty()
                .hasSizeLessThan(HANGING);
        world.eventually(() -> reconcilers().values().stream().noneMatch(HangingSidecarsTest::isAtWork));
        world.createServer("solo");
        world.awaitReady("solo");
        world.server("solo").delete();
        world.awaitWaiting("solo", "AwaitingPermission");
        world.game("solo").allow();
        world.eventually(() -> !world.servers().contains("solo"));
        Arrays.stream(names).forEach(name -> world.awaitWaiting(name, "SidecarUnreachable"));
        assertThat(world.pods()).containsExactlyInAnyOrder(names);

        games.forEach(Game::allow);
        games.forEach(Game::wake);
        world.awaitServers();
    }

    /** What each of the threads does that look after Servers, by its name. */
    private static Map<String, List<StackTraceElement>> reconcilers() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith(RECONCILERS))
                .collect(Collectors.groupingBy(
                        thread -> thread.getKey().getName(),
                        Collectors.flatMapping(thread -> Arrays.stream(thread.getValue()), Collectors.toList())));
    }

    private static boolean isAtWork(List<StackTraceElement> stack) {
        return stack.stream().anyMatch(frame -> frame.getClassName().startsWith("dev.fermata."));
    }
}
