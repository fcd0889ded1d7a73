package dev.fermata.local.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** The whole story, from the examples in a folder. Nothing is told that was not checked. */
final class Story {
    /** How long Servers may take to come up: two processes each. */
    static final Duration START = Duration.ofSeconds(30);
    /** How long anything else may take. */
    static final Duration SOON = Duration.ofSeconds(15);

    private final Stage stage;
    private final Path examples;

    Story(Stage stage, Path examples) {
        this.stage = stage;
        this.examples = examples;
    }

    /** All chapters, in their order. */
    void play() throws CheckFailedException, IOException {
        try (Matches matches = new Matches(stage)) {
            new FleetStory(stage, matches, examples.resolve("fleet.yaml")).play();
        }
        try (Matches matches = new Matches(stage)) {
            new RolloutStory(stage, matches, examples.resolve("gametype-quick.yaml")).play();
        }
        try (Matches matches = new Matches(stage)) {
            new AutoscalerStory(stage, matches, examples).play();
        }
    }

    static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1000.0);
    }
}
