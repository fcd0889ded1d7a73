package dev.fermata.operator.autoscaler;

import dev.fermata.operator.plan.WebhookQuestion;
import java.time.Duration;
import java.time.Instant;

/** A question, and what came of it. */
public record Exchange(WebhookQuestion question, Instant endedAt, Outcome outcome) {

    Duration latency() {
        return Duration.between(question.askedAt(), endedAt);
    }
}
