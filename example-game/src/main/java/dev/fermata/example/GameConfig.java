package dev.fermata.example;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the game is told by its environment.
 *
 * @param port {@code PORT}: where players connect; 7777 unless told, 0 for any free port
 * @param capacity {@code FERMATA_CAPACITY}, from the Server's {@code spec.capacity}: how many may play; 8 unless told
 * @param points {@code POINTS_TO_WIN}: who has so many first wins the match; 10 unless told
 */
record GameConfig(int port, int capacity, int points) {
    /** Reads it, and reports all that is wrong at once. */
    static GameConfig of(Map<String, String> environment) {
        List<String> wrong = new ArrayList<>();
        GameConfig config = new GameConfig(
                number(environment.getOrDefault("PORT", "7777"), "PORT", new Range(0, 65_535), wrong),
                number(
                        environment.getOrDefault("FERMATA_CAPACITY", "8"),
                        "FERMATA_CAPACITY",
                        new Range(2, 1_000),
                        wrong),
                number(environment.getOrDefault("POINTS_TO_WIN", "10"), "POINTS_TO_WIN", new Range(1, 1_000), wrong));
        if (!wrong.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", wrong));
        }
        return config;
    }

    private record Range(int min, int max) {}

    private static int number(String text, String name, Range range, List<String> wrong) {
        try {
            int number = Integer.parseInt(text);
            if (number >= range.min() && number <= range.max()) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        wrong.add(name + " must be a number from " + range.min() + " to " + range.max() + ", not '" + text + "'");
        return 0;
    }
}
