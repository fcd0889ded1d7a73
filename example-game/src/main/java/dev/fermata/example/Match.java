package dev.fermata.example;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The rules: a match begins when two have sat down, others may join as long as there is room; who has enough points first wins,
 * or who is the last one left. Knows nothing of sockets or of Fermata. Not thread-safe.
 */
final class Match {
    static final int PLAYERS_NEEDED = 2;

    private final GameConfig config;
    private final Map<String, Integer> points = new LinkedHashMap<>();
    private boolean running;

    Match(GameConfig config) {
        this.config = config;
    }

    boolean isRunning() {
        return running;
    }

    /** Sits down. Why that is not possible, if it is not. */
    Optional<String> join(String name) {
        if (points.size() == config.capacity()) {
            return Optional.of("all " + config.capacity() + " seats are taken");
        }
        if (points.putIfAbsent(name, 0) != null) {
            return Optional.of("somebody else is called " + name);
        }
        running = running || points.size() == PLAYERS_NEEDED;
        return Optional.empty();
    }

    /** Scores, while the match runs; the player's points. */
    int score(String name) {
        return points.merge(name, running ? 1 : 0, Integer::sum);
    }

    void leave(String name) {
        points.remove(name);
    }

    /** Who has won; empty before that. */
    Optional<String> winner() {
        return points.entrySet().stream()
                .filter(player -> running && (points.size() == 1 || player.getValue() >= config.points()))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
