package dev.fermata.operator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * How many writes a Server costs when nothing goes wrong, whatever comes in which order: scheduler, kubelet, nudges, answers, and an
 * operator whose caches lag behind.
 */
class FrugalityTest {
    private static final int RUNS = 300;
    private static final int SERVERS = 4;

    @Test
    void a_server_of_a_fleet_comes_up_with_three_writes_of_which_one_is_its_status() {
        LongStream.rangeClosed(1, RUNS).parallel().forEach(seed -> {
            Routine routine = new Routine(seed, SERVERS);
            routine.untilAllAreReady();

            assertThat(routine.spent())
                    .as("seed " + seed)
                    .isEqualTo(eachOf("CreateServer", "CreatePod", "WriteServerStatus"));
        });
    }

    @Test
    void a_free_server_goes_with_four_writes_and_one_of_its_pods_label() {
        LongStream.rangeClosed(1, RUNS).parallel().forEach(seed -> {
            Routine routine = new Routine(seed, SERVERS);
            routine.untilAllAreReady();
            routine.letAllGo();
            routine.forgetSpending();

            routine.untilNoneIsLeft();

            assertThat(routine.spent())
                    .as("seed " + seed)
                    .isEqualTo(eachOf("WriteDrain", "MarkInactive", "DeleteServer", "DeletePod", "RemoveFinalizer"));
        });
    }

    @Test
    void a_change_of_permission_costs_one_write_of_the_status() {
        LongStream.rangeClosed(1, RUNS).parallel().forEach(seed -> {
            Routine routine = new Routine(seed, SERVERS);
            routine.untilAllAreReady();
            routine.forgetSpending();

            routine.letAllGo();

            assertThat(routine.spent()).as("seed " + seed).isEqualTo(eachOf("WriteServerStatus"));
        });
    }

    /** Writes of this kind, once for each Server; {@code demo-0 CreatePod} is 1, and so on. */
    private static Map<String, Integer> eachOf(String... kinds) {
        Map<String, Integer> writes = new TreeMap<>();
        IntStream.range(0, SERVERS).forEach(n -> {
            for (String kind : kinds) {
                writes.put(People.FLEET + "-" + n + " " + kind, 1);
            }
        });
        return writes;
    }
}
