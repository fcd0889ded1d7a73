package dev.fermata.operator.simulation;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Thousands of runs. A failure prints its seed and the end of its story; {@code -Dfermata.simulation.seed=… -Dfermata.simulation.runs=1}
 * tells it again.
 */
class SimulationTest {
    private static final int RUNS = Integer.getInteger("fermata.simulation.runs", 2_000);
    private static final long SEED = Long.getLong("fermata.simulation.seed", 1L);
    private static final int END = 120;

    /** A green run says of what, too. */
    @BeforeAll
    static void sayWhichSeeds() {
        System.out.println("simulation: seeds " + SEED + " to " + (SEED + RUNS - 1));
    }

    @Test
    void whatever_happens_no_match_is_cut_and_all_comes_to_rest() {
        assertThatCode(() -> seeds(RUNS).forEach(seed -> run(seed, Writer::new)))
                .doesNotThrowAnyException();
    }

    /** I8. */
    @Test
    void a_server_to_which_nothing_can_be_written_stops_nothing_else() {
        assertThatCode(() -> seeds(RUNS / 3).forEach(seed -> run(seed, PoisonedWriter.by(seed))))
                .doesNotThrowAnyException();
    }

    /** I8. */
    @Test
    void a_name_that_no_server_may_have_holds_up_no_other() {
        assertThatCode(() -> seeds(RUNS / 3).forEach(seed -> run(seed, FastidiousWriter.by(seed))))
                .doesNotThrowAnyException();
    }

    private static LongStream seeds(int runs) {
        return LongStream.range(SEED, SEED + Math.max(1, runs)).parallel();
    }

    private static void run(long seed, Function<World, Writer> writer) {
        Simulation simulation = new Simulation(seed, Planners.REAL, writer);
        try {
            simulation.run();
        } catch (AssertionError | RuntimeException broken) {
            List<String> story = simulation.world().story();
            String end = String.join("\n", story.subList(Math.max(0, story.size() - END), story.size()));
            throw new AssertionError("seed " + seed + ": " + broken.getMessage() + "\n" + end, broken);
        }
    }
}
