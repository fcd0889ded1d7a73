package dev.fermata.operator.shell.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermsTest {
    /** Of {@code LeaderElector.JITTER_FACTOR}: a standby looks after one to 2.2 times its retry period. */
    private static final double SLOWEST_LOOK = 2.2;

    @ParameterizedTest
    @ValueSource(ints = {6, 15, 60, 300})
    void anotherLeadsInTimeAndNeverBesideTheOneBefore(int takeover) {
        Terms terms = Terms.forTakeoverWithin(Duration.ofSeconds(takeover));

        assertThat(terms.lease().toMillis() + SLOWEST_LOOK * terms.retry().toMillis())
                .as("a Lease, and a look")
                .isLessThan(takeover * 1000.0);
        assertThat(terms.renewDeadline().plus(terms.retry()))
                .as("the one before has stopped")
                .isLessThan(terms.lease());
        assertThat(terms.retry().multipliedBy(4)).as("some renewals may fail").isLessThan(terms.renewDeadline());
    }
}
