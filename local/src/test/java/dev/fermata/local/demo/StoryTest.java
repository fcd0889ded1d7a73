package dev.fermata.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.local.Laptop;
import dev.fermata.local.Programs;
import dev.fermata.local.screen.Row;
import dev.fermata.local.screen.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class StoryTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("fermata.examples"));

    @TempDir
    Path directory;

    private final Notes notes = new Notes();

    @Test
    void theStoryHoldsFromTheFirstToTheLastChapter() throws Exception {
        Laptop laptop = Laptop.start(new Laptop.Settings(0, Programs.images(), directory));
        try (laptop) {
            new Story(new Stage(laptop, notes, Duration.ZERO), EXAMPLES).play();
        }

        assertThat(notes.chapters).isEqualTo(16);
        assertThat(notes.facts).isEqualTo(27);
        assertThat(laptop.kubelet().pids()).isEmpty();
        assertThat(shownInReadme())
                .as("what README shows of it")
                .hasSizeGreaterThan(5)
                .satisfies(shown -> assertThat(notes.said()).containsSubsequence(shown));
    }

    /** All lines of the demo's output there, but for those that say that some are left out. */
    private static List<String> shownInReadme() throws IOException {
        return Files.readAllLines(Path.of("..", "README.md")).stream()
                .dropWhile(line -> !line.equals("mvn -Pdemo"))
                .dropWhile(line -> !line.matches("\\d+\\. .*"))
                .takeWhile(line -> !line.equals("```"))
                .filter(line -> !line.equals("   …"))
                .map(StoryTest::withoutNumbers)
                .toList();
    }

    private static String withoutNumbers(String line) {
        return line.replaceAll("\\d{4}-[-:.\\dT]+Z|\\d+\\.\\d s|pid \\d+|in \\d+ s", "#");
    }

    @Test
    void aCheckThatDoesNotHoldEndsTheStoryAndSaysHowThingsStand() throws Exception {
        try (Laptop laptop = Laptop.start(new Laptop.Settings(0, Programs.images(), directory))) {
            Stage stage = new Stage(laptop, notes, Duration.ZERO);

            assertThatThrownBy(() -> stage.check("pigs fly", false))
                    .isInstanceOf(CheckFailedException.class)
                    .hasMessage("not so: pigs fly; but []");
            assertThatThrownBy(() -> stage.await("pigs land", Duration.ZERO, scene -> false))
                    .hasMessage("pigs land: not so within 0 s, but []");
        }
        assertThat(notes.facts).isZero();
    }

    /** A screen that keeps what it is told, as it is shown where there is no terminal; but for the table, of which none shows all. */
    private static final class Notes implements Screen {
        private final List<String> lines = new ArrayList<>();
        private int chapters;
        private int facts;

        /** The last word is the program's. */
        List<String> said() {
            return Stream.concat(lines.stream(), Stream.of(Demo.lastWord(facts + 1, Duration.ofSeconds(16))))
                    .map(StoryTest::withoutNumbers)
                    .toList();
        }

        @Override
        public void chapter(String sentence) {
            chapters++;
            lines.add(chapters + ". " + sentence);
        }

        @Override
        public void holds(String fact) {
            facts++;
            lines.add("   ok  " + fact);
        }

        @Override
        public void show(List<Row> rows) {}

        @Override
        public void end(String word) {}
    }
}
