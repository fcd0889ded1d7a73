package dev.fermata.local.demo;

import dev.fermata.local.screen.Scene;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The matches that are played on some of the Servers, and the processes that must outlive them. */
final class Matches implements AutoCloseable {
    private static final int POINTS_TO_WATCH = 6;

    private final Stage stage;
    private final Map<String, List<ProcessHandle>> processes = new HashMap<>();
    private final Map<String, BotMatch> matches = new HashMap<>();

    Matches(Stage stage) {
        this.stage = stage;
    }

    /** Remembers the processes of all Servers as they are now: a later process of the same pid is not meant. */
    void remember(Scene scene) {
        for (String server : scene.names()) {
            processes.put(
                    server,
                    scene.pids(server).stream()
                            .flatMap(pid -> ProcessHandle.of(pid).stream())
                            .toList());
        }
    }

    void start(Scene scene, String server, String one, String other) throws IOException {
        matches.put(server, BotMatch.start(scene.address(server), List.of(one, other)));
    }

    /** The Servers on which matches are played. */
    Set<String> servers() {
        return Set.copyOf(matches.keySet());
    }

    /** The one Server on which a match is played still. */
    String last() {
        return matches.keySet().iterator().next();
    }

    /** A few points on each Server. */
    void playOn() throws IOException {
        for (int i = 0; i < POINTS_TO_WATCH; i++) {
            for (BotMatch match : matches.values()) {
                match.point();
            }
            stage.breathe();
        }
    }

    /** Plays a match to its end; what each of its two players heard last before the connection ended. */
    List<String> finish(String server) throws IOException {
        try (BotMatch match = Objects.requireNonNull(matches.remove(server), server)) {
            return match.finish();
        }
    }

    boolean live(String server) {
        return processes(server).stream().anyMatch(ProcessHandle::isAlive);
    }

    /** Whether both the game and the sidecar live. */
    boolean liveWhole(String server) {
        return processes(server).size() == 2 && processes(server).stream().allMatch(ProcessHandle::isAlive);
    }

    boolean nobodyLives() {
        return processes.keySet().stream().noneMatch(this::live);
    }

    private List<ProcessHandle> processes(String server) {
        return Objects.requireNonNull(processes.get(server), server);
    }

    @Override
    public void close() {
        matches.values().forEach(BotMatch::close);
    }
}
