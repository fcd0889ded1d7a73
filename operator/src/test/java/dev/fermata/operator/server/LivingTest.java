package dev.fermata.operator.server;

import static dev.fermata.operator.server.Case.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.plan.Step;
import org.junit.jupiter.api.Test;

/** A Server that nobody wants gone, and that cannot begin. */
class LivingTest {
    @Test
    void a_finalizer_that_is_refused_is_reported_and_tried_again_later() {
        Case refused = new Case().withoutFinalizer().refused(Step.StampFinalizer.class, NOW.minusSeconds(2));

        assertThat(refused.transcript())
                .contains("status Pending", "again in 3 s")
                .doesNotContain("stamp demo-0");
        assertThat(refused.message("Ready"))
                .isEqualTo("PodRefused: The API server refuses the finalizer fermata.dev/hold, without which no Pod is"
                        + " created (Forbidden): exceeded quota: pods");
    }

    @Test
    void when_it_is_due_what_is_to_be_said_comes_first() {
        assertThat(new Case()
                        .withoutFinalizer()
                        .refused(Step.StampFinalizer.class, NOW.minusSeconds(5))
                        .transcript())
                .containsSubsequence("status Pending", "stamp demo-0");
    }
}
