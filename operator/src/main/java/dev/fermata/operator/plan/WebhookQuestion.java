package dev.fermata.operator.plan;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a GameAutoscaler's webhook is asked, and about what.
 *
 * @param id tells this question from all others
 * @param subject what it was that was asked about
 * @param body JSON
 * @param patience for the whole exchange
 * @param caBundle PEM in base64; null: the system's certificates are trusted
 * @param tokenKey key of the bearer token; null: none is sent
 */
public record WebhookQuestion(
        String id,
        Instant askedAt,
        Subject subject,
        URI uri,
        String body,
        Duration patience,
        @Nullable String caBundle,
        @Nullable String tokenKey) {

    /**
     * How things stood.
     *
     * @param generation of the GameAutoscaler
     * @param gameType uid
     * @param wanted the GameType's {@code spec.replicas}
     * @param current how many Servers the webhook was told that there are
     */
    public record Subject(@Nullable Long generation, String gameType, int wanted, int current) {}
}
