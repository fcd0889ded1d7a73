package dev.fermata.operator.gametype;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.gametype.Stage.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table that says where a rollout is: all combinations of what decides, and the page that shows them. */
class StageTest {
    private static final Path PAGE = Path.of("../docs/reference/rollout.md");
    private static final List<String> FACTS = List.of(
            "unknown", "paused", "absent", "moved", "rolled back", "late", "may roll back", "pending", "crowded");

    private static final String HEAD = """
        # Where a rollout is

        The reason of a GameType's condition Progressing: the first row whose facts all hold (*yes*) or do not (*no*); a dot: either way. Written by
        a test from the code: `mvn verify -Dfermata.render=true`.

        - *unknown*: `spec.revision` names a revision that is not there
        - *paused*: `spec.paused` is set
        - *absent*: the revision has no Fleet yet
        - *moved*: the revision has all Servers that are wanted, available, and no other revision has any that counts
        - *rolled back*: the template's revision has failed, and the last good one is meant in its place
        - *late*: no Server of the revision became available for `progressDeadlineSeconds`, though some were asked for
        - *may roll back*: `onFailure` is RollBack, and there is a good revision to return to
        - *pending*: Servers of the revision were asked for and are not available
        - *crowded*: as many older Servers wait for their games as `maxDraining` allows

        """;

    @Test
    void the_page_shows_what_the_code_decides() throws IOException {
        String page = HEAD + "| " + String.join(" | ", FACTS) + " | Progressing | then |\n"
                + "| --- ".repeat(FACTS.size() + 2) + "|\n"
                + Arrays.stream(Stage.values()).map(StageTest::row).collect(Collectors.joining());
        if (Boolean.getBoolean("fermata.render")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("mvn verify -Dfermata.render=true writes it").hasContent(page);
    }

    @Test
    void every_combination_has_a_stage_and_every_stage_a_combination() {
        assertThat(all().stream().map(Stage::of).collect(Collectors.toCollection(() -> EnumSet.noneOf(Stage.class))))
                .containsExactlyInAnyOrder(Stage.values());
    }

    @Test
    void nothing_moves_where_a_person_said_stop_or_the_rollout_has_failed() {
        assertThat(all().stream().filter(facts -> facts.paused() || facts.unknown()))
                .allMatch(facts -> Stage.of(facts).moves() == Stage.Moves.NUMBER);
        assertThat(all().stream()
                        .filter(facts -> facts.late() && !facts.moved() && !facts.absent())
                        .map(Stage::of))
                .noneMatch(stage -> stage.moves() == Stage.Moves.ROLLOUT);
    }

    private static String row(Stage stage) {
        Set<Facts> those =
                all().stream().filter(facts -> Stage.of(facts) == stage).collect(Collectors.toSet());
        List<String> cells = new ArrayList<>();
        for (int fact = 0; fact < FACTS.size(); fact++) {
            Set<Boolean> values = new LinkedHashSet<>();
            for (Facts facts : those) {
                values.add(values(facts).get(fact));
            }
            cells.add(values.size() > 1 ? "·" : values.contains(true) ? "yes" : "no");
        }
        return "| " + String.join(" | ", cells) + " | " + stage.truth().word() + " " + stage.word() + " | "
                + then(stage.moves()) + " |\n";
    }

    private static String then(Stage.Moves moves) {
        return switch (moves) {
            case NUMBER -> "keep the number; move nothing";
            case CREATE -> "create the Fleet";
            case ROLLOUT -> "move Servers, within the limits";
            case GIVE_UP -> "mark the revision as failed";
        };
    }

    private static List<Boolean> values(Facts facts) {
        return List.of(
                facts.unknown(),
                facts.paused(),
                facts.absent(),
                facts.moved(),
                facts.rolledBack(),
                facts.late(),
                facts.mayRollBack(),
                facts.pending(),
                facts.crowded());
    }

    private static List<Facts> all() {
        return IntStream.range(0, 1 << FACTS.size())
                .mapToObj(bits -> new Facts(
                        (bits & 1) != 0,
                        (bits & 2) != 0,
                        (bits & 4) != 0,
                        (bits & 8) != 0,
                        (bits & 16) != 0,
                        (bits & 32) != 0,
                        (bits & 64) != 0,
                        (bits & 128) != 0,
                        (bits & 256) != 0))
                .toList();
    }
}
