package dev.fermata.local.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.local.apiserver.traffic.Traffic.Counted;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The real operator on the simulated API server, with Pods that need no processes. */
class OperatorTest {
    private static final int SERVERS = 50;
    private static final Duration SETTLING = Duration.ofSeconds(3);

    @Test
    void aFleetBecomesReadyInFewRequestsAndThenAsksNothing() throws IOException {
        try (Installation installation = Installation.open()) {
            long before = installation.server().traffic().count();
            installation.createFleet("lobby", SERVERS);
            await().atMost(Duration.ofSeconds(60)).until(() -> installation.ready() == SERVERS);
            installation.awaitSilence(SETTLING);

            long requests = installation.server().traffic().count() - before;
            assertThat(installation.server().traffic().count(OperatorTest::isConflict))
                    .isZero();
            assertThat((double) requests / SERVERS)
                    .as(
                            "requests per Server; %s",
                            installation.server().traffic().counts())
                    .isLessThan(5);
            // The Server with its finalizer, its Pod, and one status, when it is ready.
            assertThat(written("create servers", installation)).isEqualTo(SERVERS);
            assertThat(written("create pods", installation)).isEqualTo(SERVERS);
            assertThat(written("patch servers/status", installation)).isEqualTo(SERVERS);
        }
    }

    private static long written(String what, Installation installation) {
        return installation
                .server()
                .traffic()
                .count(counted -> counted.toString().startsWith(what + " "));
    }

    private static boolean isConflict(Counted counted) {
        return counted.code() == 409;
    }
}
