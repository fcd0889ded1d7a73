package dev.fermata.local.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.local.apiserver.traffic.Call;
import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.GameAutoscalerStatus;
import dev.fermata.v1alpha1.gameautoscalerstatus.LastDecision;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** GameAutoscalers, by the real operator and a real webhook. */
@Timeout(240)
class AutoscalerTest {
    private final World world;
    private final Webhook webhook;

    AutoscalerTest() throws IOException {
        world = World.complete();
        webhook = new Webhook();
    }

    @AfterEach
    void end() {
        world.close();
        webhook.close();
    }

    @Test
    void an_answer_becomes_servers_and_a_wrong_one_changes_nothing() {
        world.createGameType("duel", 1, "game:1");
        webhook.always("duel", 200, Webhook.wants(99));
        createScaler("duel", "duel", "");

        world.eventually(() -> replicas("duel") == 3);
        world.eventually(() -> world.servers().size() == 3);
        world.eventually(() -> reason("duel", "Limited").equals("TooManyWanted"));
        assertThat(webhook.asked("duel").peek()).contains("\"game_name\":\"duel\"", "\"current_replicas\":");

        webhook.always("duel", 200, "{\"scale\": true}");
        world.eventually(() -> reason("duel", "WebhookReachable").equals("AnswerNotUnderstood"));
        assertThat(replicas("duel")).isEqualTo(3);

        webhook.always("duel", 500, Webhook.wants(1));
        world.eventually(() -> reason("duel", "WebhookReachable").equals("RefusedByWebhook"));
        assertThat(replicas("duel")).isEqualTo(3);
    }

    @Test
    void a_game_type_that_appears_is_picked_up_at_once() {
        webhook.always("a", 200, Webhook.wants(2));
        createScaler("a", "duel", "syncIntervalSeconds: 86400");
        world.eventually(() -> reason("a", "Active").equals("GameTypeMissing"));
        assertThat(webhook.asked("a")).isEmpty();

        world.createGameType("duel", 1, "game:1");

        world.eventually(() -> replicas("duel") == 2);
        world.eventually(() -> reason("a", "Active").equals("Scaling"));
    }

    @Test
    void of_two_scalers_the_second_is_refused_until_the_first_goes() {
        world.createGameType("duel", 1, "game:1");
        webhook.always("a", 200, Webhook.wants(2));
        webhook.always("b", 200, Webhook.wants(3));
        createScaler("a", "duel", "");
        createScaler("b", "duel", "");
        world.eventually(() -> reason("b", "Active").equals("AnotherScalesIt"));
        world.eventually(() -> replicas("duel") == 2);
        assertThat(webhook.asked("b")).isEmpty();

        world.client
                .resources(GameAutoscaler.class)
                .inNamespace(World.NAMESPACE)
                .withName("a")
                .delete();

        world.eventually(() -> replicas("duel") == 3);
        world.eventually(() -> reason("b", "Active").equals("Scaling"));
    }

    @Test
    void what_observes_changes_nothing() {
        world.createGameType("duel", 1, "game:1");
        webhook.always("duel", 200, Webhook.wants(2));
        createScaler("duel", "duel", "mode: Observe");

        world.eventually(() -> lastReason("duel").equals("Observed"));

        assertThat(replicas("duel")).isOne();
        assertThat(writes("gametypes/scale")).isZero();
    }

    @Test
    void a_conflict_changes_nothing_and_the_change_is_made_all_the_same() {
        world.createGameType("duel", 1, "game:1");
        world.server.traffic().next(2, Call.of("patch", "gametypes/scale")).refuse(409, "Conflict");
        webhook.always("duel", 200, Webhook.wants(3));
        createScaler("duel", "duel", "");

        world.eventually(() -> replicas("duel") == 3);

        assertThat(count("patch", "gametypes/scale", 409)).isGreaterThanOrEqualTo(2);
        assertThat(count("patch", "gametypes/scale", 200)).isOne();
    }

    @Test
    void a_refusal_is_told_and_the_change_is_made_when_it_may_be() {
        world.createGameType("duel", 1, "game:1");
        world.server.traffic().next(Call.of("patch", "gametypes/scale")).refuse(403, "Forbidden");
        webhook.always("duel", 200, Webhook.wants(3));
        createScaler("duel", "duel", "");

        world.eventually(() -> lastReason("duel").equals("ScaleRefused"));
        world.eventually(() -> replicas("duel") == 3);
    }

    @Test
    void what_a_person_sets_while_the_webhook_is_asked_holds_until_its_next_answer() {
        world.createGameType("duel", 1, "game:1");
        createScaler("duel", "duel", "");
        world.eventually(() -> webhook.asked("duel").size() == 1);

        world.patchGameType("duel", "{\"spec\": {\"replicas\": 2}}");
        webhook.once("duel", Webhook.wants(3));
        world.eventually(() -> lastReason("duel").equals("Overtaken"));
        world.eventually(() -> webhook.asked("duel").size() == 2);
        assertThat(replicas("duel")).isEqualTo(2);
        assertThat(count("patch", "gametypes/scale", 200)).isZero();

        webhook.once("duel", Webhook.wants(3));
        world.eventually(() -> replicas("duel") == 3);
    }

    @Test
    void what_a_person_sets_between_two_questions_holds_until_the_next_answer() {
        world.createGameType("duel", 1, "game:1");
        createScaler("duel", "duel", "");
        world.eventually(() -> webhook.asked("duel").size() == 1);
        webhook.once("duel", Webhook.wants(3));
        world.eventually(() -> replicas("duel") == 3);
        world.eventually(() -> webhook.asked("duel").size() == 2);
        webhook.once("duel", "{\"scale\": false}");

        world.patchGameType("duel", "{\"spec\": {\"replicas\": 1}}");
        world.eventually(() -> webhook.asked("duel").size() == 3);
        assertThat(replicas("duel")).isOne();

        webhook.once("duel", "{\"scale\": false}");
        world.eventually(() -> webhook.asked("duel").size() == 4);
        assertThat(replicas("duel")).isOne();
    }

    @Test
    void after_a_restart_nothing_is_scaled_down_for_one_window_but_up_at_once() {
        world.createGameType("duel", 2, "game:1");
        webhook.always("duel", 200, Webhook.wants(1));
        createScaler("duel", "duel", "scaleDown: {stabilizationSeconds: 86400}");
        world.eventually(() -> reason("duel", "Limited").equals("WindowNotYetFull"));

        world.stopOperator();
        int before = webhook.asked("duel").size();
        world.startOperator();
        world.eventually(() -> webhook.asked("duel").size() >= before + 3);
        assertThat(replicas("duel")).isEqualTo(2);

        webhook.always("duel", 200, Webhook.wants(3));
        world.eventually(() -> replicas("duel") == 3);
    }

    @Test
    void without_a_window_it_is_scaled_down_at_once() {
        world.createGameType("duel", 3, "game:1");
        webhook.always("duel", 200, Webhook.wants(1));
        createScaler("duel", "duel", "");

        world.eventually(() -> replicas("duel") == 1);
    }

    @Test
    void a_webhook_that_stays_away_is_replaced_by_what_the_spec_says() {
        world.createGameType("duel", 1, "game:1");
        webhook.always("duel", 503, "");
        createScaler("duel", "duel", "onFailure: {afterSeconds: 1, replicas: 3}");

        world.eventually(() -> replicas("duel") == 3);
        world.eventually(() -> lastReason("duel").equals("FellBack"));
        assertThat(reason("duel", "WebhookReachable")).isEqualTo("RefusedByWebhook");

        webhook.always("duel", 200, Webhook.wants(2));
        world.eventually(() -> replicas("duel") == 2);
        world.eventually(() -> reason("duel", "WebhookReachable").equals("Answered"));
    }

    @Test
    void a_webhook_that_hangs_delays_no_other_and_is_asked_once() {
        world.createGameType("duel", 1, "game:1");
        world.createGameType("race", 1, "game:1");
        createScaler("hangs", "race", "");
        world.eventually(() -> webhook.asked("hangs").size() == 1);
        webhook.always("duel", 200, Webhook.wants(3));

        createScaler("duel", "duel", "");

        world.eventually(() -> replicas("duel") == 3);
        world.eventually(() -> webhook.asked("duel").size() >= 4);
        assertThat(webhook.asked("hangs")).hasSize(1);
    }

    @Test
    void nothing_is_written_but_the_scale_of_the_game_type_and_its_own_status() {
        world.createGameType("duel", 1, "game:1");
        webhook.always("duel", 200, Webhook.wants(3));
        createScaler("duel", "duel", "");
        world.eventually(() -> replicas("duel") == 3);
        webhook.always("duel", 200, Webhook.wants(1));
        world.eventually(() -> replicas("duel") == 1);

        assertThat(count("patch", "gametypes/scale", 200)).isEqualTo(2);
        assertThat(count("patch", "gametypes", 200)).isZero();
        assertThat(written("gametypes")).isSubsetOf("patch gametypes/scale", "patch gametypes/status");
        assertThat(written("gameautoscalers")).containsExactly("patch gameautoscalers/status");
    }

    private void createScaler(String name, String gameType, String more) {
        world.server.create("""
            apiVersion: fermata.dev/v1alpha1
            kind: GameAutoscaler
            metadata: {name: %s}
            spec:
              gameTypeName: %s
              maxReplicas: 3
              %s
              webhook: {url: '%s', timeoutSeconds: 30}
              %s
            """.formatted(
                        name,
                        gameType,
                        more.startsWith("syncIntervalSeconds") ? "" : "syncIntervalSeconds: 1",
                        webhook.url(name),
                        more));
    }

    private int replicas(String gameType) {
        return world.gameType(gameType).require().getSpec().getReplicas();
    }

    private long count(String verb, String path, int code) {
        return world.server
                .traffic()
                .count(request -> request.verb().equals(verb) && request.path().equals(path) && request.code() == code);
    }

    private long writes(String path) {
        return world.server
                .traffic()
                .count(request -> request.path().equals(path) && !request.verb().matches("get|list|watch"));
    }

    /** Verbs and paths of all writes to objects of this kind. */
    private Set<String> written(String kind) {
        return world.server.traffic().counts().keySet().stream()
                .filter(request -> request.path().matches(kind + "(/.*)?"))
                .filter(request -> !request.verb().matches("get|list|watch"))
                .map(request -> request.verb() + " " + request.path())
                .collect(Collectors.toSet());
    }

    private GameAutoscalerStatus status(String name) {
        return Optional.ofNullable(world.client
                        .resources(GameAutoscaler.class)
                        .inNamespace(World.NAMESPACE)
                        .withName(name)
                        .get())
                .map(GameAutoscaler::getStatus)
                .orElseGet(GameAutoscalerStatus::new);
    }

    private String lastReason(String name) {
        return Optional.ofNullable(status(name).getLastDecision())
                .map(LastDecision::getReason)
                .orElse("");
    }

    private String reason(String name, String condition) {
        return Optional.ofNullable(status(name).getConditions()).orElse(List.of()).stream()
                .filter(one -> one.getType().equals(condition))
                .map(Condition::getReason)
                .findFirst()
                .orElse("");
    }
}
