package dev.fermata.local.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.GameAutoscalerStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** GameAutoscalers, by the real operator and a real webhook. */
class AutoscalerTest {
    private final World world;
    private final HttpServer webhook;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private volatile String answer = "{\"scale\": false}";
    private volatile int status = 200;

    AutoscalerTest() throws IOException {
        world = World.complete();
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/scale", exchange -> {
            try (exchange) {
                asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        webhook.start();
    }

    @AfterEach
    void end() {
        world.close();
        webhook.stop(0);
    }

    @Test
    void an_answer_becomes_servers_and_a_wrong_one_changes_nothing() {
        world.createGameType("duel", 1, "game:1");
        answer = "{\"scale\": true, \"desired_replicas\": 99}";
        createScaler("duel", "");

        world.eventually(() -> replicas() == 3);
        world.eventually(() -> world.servers().size() == 3);
        world.eventually(() -> reason("duel", "Limited").equals("TooManyWanted"));
        assertThat(asked.peek()).contains("\"game_name\":\"duel\"", "\"current_replicas\":");

        answer = "{\"scale\": true}";
        world.eventually(() -> reason("duel", "WebhookReachable").equals("AnswerNotUnderstood"));
        assertThat(replicas()).isEqualTo(3);

        status = 500;
        world.eventually(() -> reason("duel", "WebhookReachable").equals("RefusedByWebhook"));
        assertThat(replicas()).isEqualTo(3);
    }

    @Test
    void a_game_type_that_appears_is_picked_up_and_a_second_scaler_is_refused_until_the_first_goes() {
        answer = "{\"scale\": true, \"desired_replicas\": 2}";
        createScaler("a", "");
        world.eventually(() -> reason("a", "Active").equals("GameTypeMissing"));
        createScaler("b", "");
        world.eventually(() -> reason("b", "Active").equals("AnotherScalesIt"));
        assertThat(asked).isEmpty();

        world.createGameType("duel", 1, "game:1");
        world.eventually(() -> replicas() == 2);

        world.client
                .resources(GameAutoscaler.class)
                .inNamespace(World.NAMESPACE)
                .withName("a")
                .delete();
        world.eventually(() -> reason("b", "Active").equals("Scaling"));
    }

    @Test
    void what_observes_changes_nothing() {
        world.createGameType("duel", 1, "game:1");
        answer = "{\"scale\": true, \"desired_replicas\": 2}";
        createScaler("duel", "mode: Observe");

        world.eventually(() -> Optional.ofNullable(status("duel").getLastDecision())
                .filter(last -> "Observed".equals(last.getReason()))
                .isPresent());

        assertThat(replicas()).isOne();
    }

    private void createScaler(String name, String more) {
        world.server.create("""
            apiVersion: fermata.dev/v1alpha1
            kind: GameAutoscaler
            metadata: {name: %s}
            spec:
              gameTypeName: duel
              maxReplicas: 3
              syncIntervalSeconds: 1
              webhook: {url: 'http://127.0.0.1:%d/scale'}
              %s
            """.formatted(name, webhook.getAddress().getPort(), more));
    }

    private int replicas() {
        return world.gameType("duel").require().getSpec().getReplicas();
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

    private String reason(String name, String condition) {
        return Optional.ofNullable(status(name).getConditions()).orElse(List.of()).stream()
                .filter(one -> one.getType().equals(condition))
                .map(Condition::getReason)
                .findFirst()
                .orElse("");
    }
}
