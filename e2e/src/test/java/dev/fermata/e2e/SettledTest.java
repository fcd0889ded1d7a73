package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Scenario
@Isolated("counts all that the operator does")
class SettledTest {
    private static final Duration IDLE = Duration.ofSeconds(60);

    /** How many; {@code -Dfermata.e2e.settled=60} for the figures of docs/benchmarks. */
    private static final int SERVERS = Integer.getInteger("fermata.e2e.settled", 3);

    @Test
    void inASettledWorldTheOperatorWritesNothingAndAsksNobody(World world) {
        Operator operator = Operator.inside(world.cluster());
        try (RequestCount requests = RequestCount.of(world.cluster())) {
            long before = requests.work();
            Fleet arena = world.fleet("arena", SERVERS).becomesReady();
            arena.server(1).game().allows();
            arena.server(2).game().hasPlayers(2);
            arena.server(1).says("DeletionAllowed", "Allowed", "");
            arena.settles(SERVERS);
            assertThat(requests.work()).as("this counter counts").isGreaterThan(before);
            assertThat(operator.sidecarCalls()).as("and so does this one").isPositive();
            comesToRest(requests);

            long work = requests.work();
            long calls = operator.sidecarCalls();
            Awaitility.await("60 idle seconds")
                    .during(IDLE)
                    .atMost(IDLE.plusSeconds(10))
                    .pollInterval(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(requests.work())
                            .as("requests other than for the Lease and watches")
                            .isEqualTo(work));
            assertThat(operator.sidecarCalls()).as("questions to sidecars").isEqualTo(calls);
        }
    }

    /** What other scenarios left is gone, and nothing was asked for a while. */
    private static void comesToRest(RequestCount requests) {
        long[] last = {requests.work()};
        Awaitility.await("the operator comes to rest")
                .during(Duration.ofSeconds(15))
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(3))
                .until(() -> {
                    long now = requests.work();
                    boolean same = now == last[0];
                    last[0] = now;
                    return same;
                });
    }
}
