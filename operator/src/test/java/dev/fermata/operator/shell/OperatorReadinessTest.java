package dev.fermata.operator.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.shell.part.Parts.Standing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperatorReadinessTest {
    private static final Standing RUNNING = new Standing("Server", true, false, Optional.empty());
    private static final Standing STALE = new Standing("Server", true, true, Optional.empty());
    private static final Standing MISSING = new Standing("Fleet", false, false, Optional.of("its CRD is missing"));

    private final ManualClock clock = new ManualClock();
    private final OperatorReadiness readiness = new OperatorReadiness(clock);

    @Test
    void whatCannotRunIsNamedAndMakesNothingElseUnready() {
        assertThat(readiness.of(List.of(RUNNING, MISSING)).ready()).isTrue();
        assertThat(readiness.of(List.of(RUNNING, MISSING)).detail())
                .isEqualTo("Server: running\nFleet: not running: its CRD is missing\n");
    }

    @Test
    void whereNothingRunsNothingIsReady() {
        assertThat(readiness.of(List.of(MISSING)).ready()).isFalse();
    }

    @Test
    void aLostConnectionHasAMinuteToComeBack() {
        assertThat(readiness.of(List.of(STALE)).ready()).isTrue();
        clock.pass(Duration.ofSeconds(59));
        assertThat(readiness.of(List.of(STALE)).ready()).isTrue();
        clock.pass(Duration.ofSeconds(1));
        assertThat(readiness.of(List.of(STALE)).ready()).isFalse();
        assertThat(readiness.of(List.of(STALE)).detail())
                .isEqualTo("Server: lost its connection to the API server at 2026-01-01T12:00:00Z\n");
    }

    @Test
    void aConnectionThatCameBackBeginsAnew() {
        readiness.of(List.of(STALE));
        clock.pass(Duration.ofMinutes(2));
        readiness.of(List.of(RUNNING));

        assertThat(readiness.of(List.of(STALE)).ready()).isTrue();
    }
}
