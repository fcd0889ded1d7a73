package dev.fermata.operator.shell.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PartsTest {
    private final List<String> story = new CopyOnWriteArrayList<>();
    private @Nullable Parts parts;

    @AfterEach
    void close() {
        if (parts != null) {
            parts.close();
        }
    }

    @Test
    void aPartStartsAfterWhatItNeeds() {
        start(new FakePart("Pod"), new FakePart("Server", "Pod"));

        await().until(() -> story.equals(List.of("Pod starts", "Server starts")));
    }

    @Test
    void aPartThatCannotRunIsTriedAgainAndStopsNoOther() {
        FakePart fleets = new FakePart("Fleet");
        fleets.obstacle = Optional.of("its CRD is missing");
        start(fleets, new FakePart("Server"));

        await().until(() -> standing("Server").running());
        await().until(() -> standing("Fleet").why().equals(Optional.of("its CRD is missing")));
        fleets.obstacle = Optional.empty();
        await().until(() -> standing("Fleet").running());
    }

    @Test
    void aPartThatBreaksIsStartedAnewAfterWhatNeedsItWasEnded() {
        FakePart pods = new FakePart("Pod");
        start(pods, new FakePart("Server", "Pod"));
        await().until(() -> standing("Server").running());

        pods.broken.accept("the watch ended");

        await().until(() -> story.size() == 6);
        assertThat(story)
                .containsExactly(
                        "Pod starts", "Server starts", "Server ends", "Pod ends", "Pod starts", "Server starts");
    }

    @Test
    void theLastOneEndsFirst() {
        Parts started = start(new FakePart("Pod"), new FakePart("Server", "Pod"));
        await().until(() -> standing("Server").running());

        started.close();

        assertThat(story).endsWith("Server ends", "Pod ends");
        assertThat(started.standings()).noneMatch(Parts.Standing::running);
    }

    private Parts start(FakePart... all) {
        Parts started = new Parts(new ArrayList<>(List.of(all)));
        parts = started;
        started.start();
        return started;
    }

    private Parts.Standing standing(String name) {
        if (parts == null) {
            throw new IllegalStateException("start first");
        }
        return parts.standings().stream()
                .filter(standing -> standing.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private final class FakePart implements Part {
        private final String name;
        private final List<String> needs;
        private volatile Optional<String> obstacle = Optional.empty();
        private volatile Consumer<String> broken = reason -> {};

        FakePart(String name, String... needs) {
            this.name = name;
            this.needs = List.of(needs);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public List<String> needs() {
            return needs;
        }

        @Override
        public Running start(Consumer<String> told) {
            obstacle.ifPresent(why -> {
                throw new IllegalStateException(why);
            });
            broken = told;
            story.add(name + " starts");
            return new Running() {
                @Override
                public boolean isStale() {
                    return false;
                }

                @Override
                public void close() {
                    story.add(name + " ends");
                }
            };
        }
    }
}
