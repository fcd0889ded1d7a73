package dev.fermata.sidecar.nudge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fermata.sidecar.state.State;
import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.Guard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NudgePlanTest {
    private static final State START = State.initial("i-1");
    private static final State KNOWN = START.acknowledge(0, Guard.NONE);
    private static final long NOW = Long.MAX_VALUE - 5; // monotonic clocks may start, and overflow, anywhere

    private final NudgePlan initial = NudgePlan.initial();

    @Test
    void theFirstNudgeIsDueAtTheStart() {
        assertThat(initial.dueIn(START, NOW)).isNotPositive();
    }

    @Test
    void itIsRepeatedEverMoreSeldomUpToEveryFifteenSeconds() {
        assertThat(waits(0)).containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 15_000L, 15_000L, 15_000L, 15_000L);
    }

    @Test
    void eachWaitIsShortenedAtRandomByUpToAQuarter() {
        assertThat(waits(1)).containsExactly(750L, 1_500L, 3_000L, 6_000L, 11_250L, 11_250L, 11_250L, 11_250L);
    }

    /** The pages are what an operator's author goes by. */
    @ParameterizedTest
    @ValueSource(strings = {"reference/protocol.md", "adr/0004-nudge-and-fetch.md"})
    void thePagesTellTheFirstAndTheLongestWait(String page) throws IOException {
        List<Long> waits = waits(0);

        assertThat(Files.readString(Path.of("..", "docs").resolve(page)))
                .containsPattern(
                        "backoff \\(?(from )?" + waits.getFirst() / 1_000 + " s to " + waits.getLast() / 1_000 + " s");
    }

    @Test
    void tenThousandThatLostTheirOperatorAreFewerThanItTakes() {
        double meanSeconds = (waits(0).getLast() + waits(1).getLast()) / 2_000.0;

        assertThat(10_000 / meanSeconds).isCloseTo(760, within(5.0)); // of 1,000 a second: see docs/adr/0004
    }

    @Test
    void thePlanAgesWithTheClock() {
        NudgePlan sent = initial.sent(START, NOW, 0);

        assertThat(sent.dueIn(START, NOW + millis(400))).isEqualTo(millis(600));
        assertThat(sent.dueIn(START, NOW + millis(1_400))).isEqualTo(millis(-400));
    }

    @Test
    void nothingIsDueOnceTheOperatorHasAcknowledged() {
        NudgePlan seen = initial.sent(START, NOW, 0).seeing(KNOWN);

        assertThat(seen.dueIn(KNOWN, NOW)).isEqualTo(NudgePlan.NEVER);
        assertThat(seen.dueIn(KNOWN.drain(new DrainNotice("Rollout", null, Instant.EPOCH, null)), NOW))
                .isEqualTo(NudgePlan.NEVER);
    }

    @Test
    void aNewPermissionGoesOutAtOnceButNotTwiceInASecond() {
        State allowed = KNOWN.allow();
        NudgePlan seen = initial.sent(START, NOW, 0).seeing(KNOWN);

        assertThat(seen.dueIn(allowed, NOW)).isEqualTo(millis(1_000));
        assertThat(seen.dueIn(allowed, NOW + millis(60_000))).isNegative();
    }

    @Test
    void aNewPermissionBeginsTheWaitsAnew() {
        NudgePlan tired = initial;
        for (int i = 0; i < 8; i++) {
            tired = tired.sent(START, NOW, 0);
        }
        State allowed = START.allow();

        assertThat(tired.dueIn(allowed, NOW)).isEqualTo(millis(1_000));
        assertThat(tired.sent(allowed, NOW, 0).dueIn(allowed, NOW)).isEqualTo(millis(1_000));
    }

    @Test
    void playersAloneGoOutEveryTenSecondsAtMost() {
        State joined = KNOWN.players(1);
        NudgePlan seen = initial.sent(START, NOW, 0).seeing(KNOWN);

        assertThat(seen.dueIn(joined, NOW)).isEqualTo(millis(10_000));
        assertThat(seen.dueIn(joined, NOW + millis(10_000))).isNotPositive();
    }

    @Test
    void playersWhoComeAndGoDoNotHurryAnOperatorThatIsAway() {
        NudgePlan tired = initial;
        for (int i = 0; i < 8; i++) {
            tired = tired.sent(START, NOW, 0);
        }

        assertThat(tired.dueIn(START.players(1), NOW)).isEqualTo(millis(15_000));
    }

    @Test
    void anAcknowledgementOfSomethingOlderDoesNotEndTheRepeating() {
        State allowed = START.allow();
        NudgePlan sent = initial.sent(allowed, NOW, 0);
        State partly = allowed.acknowledge(0, Guard.NONE);

        assertThat(sent.seeing(partly).dueIn(partly, NOW)).isEqualTo(millis(1_000));
    }

    private List<Long> waits(double chance) {
        List<Long> waits = new ArrayList<>();
        NudgePlan plan = initial;
        for (int i = 0; i < 8; i++) {
            plan = plan.sent(START, NOW, chance);
            waits.add(Duration.ofNanos(plan.dueIn(START, NOW)).toMillis());
        }
        return waits;
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
