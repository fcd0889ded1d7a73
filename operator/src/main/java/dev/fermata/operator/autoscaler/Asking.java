package dev.fermata.operator.autoscaler;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.operator.plan.WebhookQuestion;
import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.GameTypeStatus;
import dev.fermata.v1alpha1.gameautoscalerspec.Webhook;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the question of what is there. */
final class Asking {
    private Asking() {}

    static WebhookQuestion question(AutoscalerObservation seen, Standing.Active active) {
        GameAutoscaler scaler = seen.scaler();
        Instant now = seen.now();
        String id = scaler.getMetadata().getUid() + "-" + now.toEpochMilli();
        Webhook webhook = scaler.getSpec().getWebhook();
        return new WebhookQuestion(
                id,
                now,
                new WebhookQuestion.Subject(
                        scaler.getMetadata().getGeneration(),
                        active.gameType().getMetadata().getUid(),
                        wanted(active.gameType()),
                        count(status(active.gameType()).getReplicas())),
                active.address().uri(),
                body(id, active.gameType()),
                Terms.of(scaler.getSpec()).patience(),
                webhook.getCaBundle(),
                webhook.getTokenKey());
    }

    /** How many Servers the GameType is told to have. */
    static int wanted(GameType gameType) {
        return Optional.ofNullable(gameType.getSpec().getReplicas()).orElse(1);
    }

    private static String body(String id, GameType gameType) {
        GameTypeStatus status = status(gameType);
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("game_name", gameType.getMetadata().getName())
                .put("current_replicas", count(status.getReplicas()))
                .put("ready_replicas", count(status.getReadyReplicas()))
                .put("draining_replicas", count(status.getDrainingReplicas()))
                .put("allowed_replicas", count(status.getAllowedReplicas()))
                .put("players", Optional.ofNullable(status.getPlayers()).orElse(0L));
        Optional.ofNullable(status.getCapacity()).ifPresent(known -> body.put("capacity", known));
        return body.put("request_id", id).toString();
    }

    private static GameTypeStatus status(GameType gameType) {
        return Optional.ofNullable(gameType.getStatus()).orElseGet(GameTypeStatus::new);
    }

    private static int count(@Nullable Integer number) {
        return number == null ? 0 : number;
    }
}
