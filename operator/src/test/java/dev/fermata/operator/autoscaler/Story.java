package dev.fermata.operator.autoscaler;

import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.WebhookQuestion;
import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.GameAutoscalerSpec;
import dev.fermata.v1alpha1.GameAutoscalerStatus;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.GameTypeSpec;
import dev.fermata.v1alpha1.GameTypeStatus;
import dev.fermata.v1alpha1.gameautoscalerspec.OnFailure;
import dev.fermata.v1alpha1.gameautoscalerspec.ScaleDown;
import dev.fermata.v1alpha1.gameautoscalerspec.Webhook;
import dev.fermata.v1alpha1.gameautoscalerspec.webhook.Service;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A GameAutoscaler from 1 to 20 Servers, asked every 30 s, and what happens to it. */
final class Story {
    private final GameAutoscaler scaler = scaler();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Dialogue dialogue = Dialogue.from(now);
    private @Nullable GameType gameType;
    private @Nullable String rival;

    private static GameAutoscaler scaler() {
        GameAutoscaler scaler = new GameAutoscaler();
        scaler.setMetadata(new ObjectMetaBuilder()
                .withNamespace("games")
                .withName("duel")
                .withUid("s")
                .withGeneration(1L)
                .withResourceVersion("1")
                .build());
        GameAutoscalerSpec spec = new GameAutoscalerSpec();
        spec.setGameTypeName("duel");
        spec.setMinReplicas(1);
        spec.setMaxReplicas(20);
        spec.setSyncIntervalSeconds(30);
        Webhook webhook = new Webhook();
        webhook.setUrl("http://scaler.example.com/");
        spec.setWebhook(webhook);
        scaler.setSpec(spec);
        return scaler;
    }

    GameAutoscalerSpec spec() {
        return scaler.getSpec();
    }

    Story wanted(int replicas) {
        GameType made = new GameType();
        made.setMetadata(new ObjectMetaBuilder()
                .withNamespace("games")
                .withName("duel")
                .withUid("g")
                .withResourceVersion("7")
                .build());
        GameTypeSpec spec = new GameTypeSpec();
        spec.setReplicas(replicas);
        made.setSpec(spec);
        gameType = made;
        return this;
    }

    /** What the GameType says of itself. */
    Story counts(@Nullable GameTypeStatus status) {
        Objects.requireNonNull(gameType).setStatus(status);
        return this;
    }

    Story url(String url) {
        spec().getWebhook().setUrl(url);
        return this;
    }

    Story service(String name) {
        Service service = new Service();
        service.setName(name);
        service.setPort(8080);
        spec().getWebhook().setUrl(null);
        spec().getWebhook().setService(service);
        return this;
    }

    Story stabilized(int seconds) {
        ScaleDown scaleDown = new ScaleDown();
        scaleDown.setStabilizationSeconds(seconds);
        spec().setScaleDown(scaleDown);
        return this;
    }

    Story fallsBackTo(int replicas, int after) {
        OnFailure onFailure = new OnFailure();
        onFailure.setReplicas(replicas);
        onFailure.setAfterSeconds(after);
        spec().setOnFailure(onFailure);
        return this;
    }

    Story rival(String name) {
        rival = name;
        return this;
    }

    Story later(Duration time) {
        now = now.plus(time);
        return this;
    }

    Story changes() {
        scaler.getMetadata().setGeneration(scaler.getMetadata().getGeneration() + 1);
        return this;
    }

    Story asks() {
        dialogue = dialogue.asked();
        return this;
    }

    /** A question is asked, and ends, now. */
    Story answers(Outcome outcome) {
        int wanted = gameType == null ? 0 : gameType.getSpec().getReplicas();
        WebhookQuestion question = new WebhookQuestion(
                "q",
                now,
                new WebhookQuestion.Subject(scaler.getMetadata().getGeneration(), "g", wanted, wanted),
                URI.create("http://scaler.example.com/"),
                "{}",
                Duration.ofSeconds(5),
                null,
                null);
        dialogue = dialogue.asked().ended(new Exchange(question, now, outcome));
        return this;
    }

    /** The last answer has had its consequences. */
    Story settles() {
        Exchange last = dialogue.last();
        dialogue = last == null ? dialogue : dialogue.settled(last);
        return this;
    }

    /** The status that is planned is written. */
    Story writes() {
        scaler.setStatus(status(plan()));
        return this;
    }

    Plan plan() {
        return AutoscalerPlanner.plan(new AutoscalerObservation(now, scaler, gameType, rival, dialogue, false, null));
    }

    /** What is asked now. */
    WebhookQuestion question() {
        return plan().steps().stream()
                .filter(Step.AskWebhook.class::isInstance)
                .map(Step.AskWebhook.class::cast)
                .map(Step.AskWebhook::question)
                .findFirst()
                .orElseThrow();
    }

    static @Nullable Integer scaledTo(Plan plan) {
        return plan.steps().stream()
                .filter(Step.ScaleGameType.class::isInstance)
                .map(Step.ScaleGameType.class::cast)
                .map(Step.ScaleGameType::replicas)
                .findFirst()
                .orElse(null);
    }

    static boolean asks(Plan plan) {
        return plan.steps().stream().anyMatch(Step.AskWebhook.class::isInstance);
    }

    static GameAutoscalerStatus status(Plan plan) {
        return plan.steps().stream()
                .filter(Step.WriteAutoscalerStatus.class::isInstance)
                .map(Step.WriteAutoscalerStatus.class::cast)
                .map(Step.WriteAutoscalerStatus::status)
                .findFirst()
                .orElseThrow();
    }

    static String reason(Plan plan, String condition) {
        return status(plan).getConditions().stream()
                .filter(one -> one.getType().equals(condition))
                .map(Condition::getReason)
                .findFirst()
                .orElseThrow();
    }
}
