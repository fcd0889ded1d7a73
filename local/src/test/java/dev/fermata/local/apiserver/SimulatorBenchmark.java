package dev.fermata.local.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * How long the real operator takes with 1,000 Servers on the simulated API server: not part of the build, whose machine may be busy.
 * Run by {@code mvn -pl local -am test -Dtest=SimulatorBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * -DredirectTestOutputToFile=false}.
 */
class SimulatorBenchmark {
    private static final int SERVERS = Integer.getInteger("servers", 1000);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void aThousandServersBecomeReadyWithinTwentySecondsAndGoAgain() throws IOException {
        try (Installation installation = Installation.open()) {
            Duration cold = up(installation, "cold");
            down(installation, "cold");
            Duration warm = up(installation, "warm");
            down(installation, "warm");

            System.out.println(installation.server().traffic().counts());
            assertThat(cold).isLessThan(LIMIT);
            assertThat(warm).isLessThan(LIMIT);
        }
    }

    private static Duration up(Installation installation, String name) {
        Measurement measurement = new Measurement(installation);
        installation.createFleet(name, SERVERS);
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> installation.ready() == SERVERS);
        return measurement.report(name + ": " + SERVERS + " Servers Ready");
    }

    private static void down(Installation installation, String name) {
        Measurement measurement = new Measurement(installation);
        installation.deleteFleet(name);
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> installation.servers() == 0);
        measurement.report(name + ": all gone");
    }

    private record Measurement(Installation installation, Instant start, long requests, long cpu) {
        Measurement(Installation installation) {
            this(installation, Instant.now(), installation.server().traffic().count(), cpuNanos());
        }

        private static long cpuNanos() {
            return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                    .getProcessCpuTime();
        }

        Duration report(String what) {
            Duration time = Duration.between(start, Instant.now());
            System.out.printf(
                    "%s after %.1f s, %.1f s of CPU, %.2f requests per Server%n",
                    what,
                    time.toMillis() / 1000.0,
                    (cpuNanos() - cpu) / 1e9,
                    (double) (installation.server().traffic().count() - requests) / SERVERS);
            return time;
        }
    }
}
