package dev.fermata.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {
    @Test
    void it_reads_and_writes_the_same_instants_as_the_jdk() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Instant instant = Documents.instant(random);
            assertThat(Timestamp.parse("f", instant.toString()))
                    .as("seed %s", seed)
                    .isEqualTo(instant);
            assertThat(Instant.parse(Timestamp.format(instant)))
                    .as("seed %s", seed)
                    .isEqualTo(instant);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z",
                "2024-02-29T00:00:00Z",
                "1969-12-31T23:59:59.5Z"
            })
    void the_corners_come_back_as_they_were(String corner) {
        assertThat(Timestamp.format(Timestamp.parse("f", corner))).isEqualTo(corner);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-01-31",
                "2026-01-31T12:00Z",
                "2026-01-31T12:00:00",
                "2026-01-31T12:00:00+00:00",
                "2026-01-31T12:00:00z",
                "2026-01-31t12:00:00Z",
                "2026-01-31 12:00:00Z",
                "2026-02-29T12:00:00Z",
                "2026-13-01T12:00:00Z",
                "2026-00-01T12:00:00Z",
                "2026-01-31T24:00:00Z",
                "2026-01-31T12:60:00Z",
                "2026-01-31T12:00:60Z",
                "2026-01-31T12:00:00.Z",
                "2026-01-31T12:00:00.0123456789Z",
                "2026-01-31T12:00:00,5Z",
                "-026-01-31T12:00:00Z",
                "+2026-01-31T12:00:00Z",
                "2026-01-31T12:00:00.-5Z",
                "١٠٢٦-01-31T12:00:00Z"
            })
    void another_form_is_refused(String other) {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> Timestamp.parse("deadline", other))
                .withMessageStartingWith("deadline: must be an instant in UTC like 2026-01-31T12:00:00Z, not ");
    }

    @Test
    void an_instant_outside_four_digits_of_a_year_is_refused_before_it_is_written() {
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> new DrainNotice("Rollout", null, Instant.MAX, null))
                .withMessage("requestedAt: must be an instant in the years 0000 to 9999");
    }
}
