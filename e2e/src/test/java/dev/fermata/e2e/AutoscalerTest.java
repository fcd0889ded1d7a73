package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** A webhook, as a Deployment behind a Service, scales a GameType. */
@Scenario
class AutoscalerTest {
    @TempDir
    private Path folder;

    @Interrupted
    void itGrowsAndShrinksAndCutsNoMatch(World world) {
        Webhook.plain(world, "webhook");
        GameType duel = GameType.create(world, "duel", 1, "{}").isRolledOut();
        scaler(world, "minReplicas: 1, maxReplicas: 3", "");

        isToldToHave(duel, 2); // the first is busy, one more is to be free
        isToldToHave(duel, 3); // that one is busy too, as its game allows nothing
        world.strike();
        duel.isRolledOut();
        says(world, "Limited", "TooManyWanted");

        change(world, "{spec: {maxReplicas: 1}}");
        List<Server> asked = asked(world, 2);
        asked.getFirst().game().playsOn();
        asked.getFirst().game().allows();
        asked.getFirst().isGone();
        asked.getLast().game().playsOn();
    }

    @Interrupted
    void byTlsItIsAskedIfItsCertificateIsInTheBundleAndNotOtherwise(World world) throws IOException {
        Path keystore = Webhook.certificate(folder, world, "webhook");
        Path other = Webhook.certificate(folder, world, "other");
        Webhook.tls(world, "webhook", keystore);
        GameType duel = GameType.create(world, "duel", 1, "{}").isRolledOut();
        scaler(world, "maxReplicas: 2", ", caBundle: " + Webhook.bundle(other));

        says(world, "WebhookReachable", "UnknownCertificateAuthority");
        assertThat(duel.get().at("/spec/replicas").intValue()).isOne();
        world.strike();
        change(world, "{spec: {webhook: {caBundle: " + Webhook.bundle(keystore) + "}}}");

        isToldToHave(duel, 2);
    }

    @Interrupted
    void withoutItsTokenItIsNotAskedAndARefusalChangesNothing(World world) {
        Webhook.plain(world, "webhook");
        GameType duel = GameType.create(world, "duel", 1, "{}").isRolledOut();
        scaler(world, "maxReplicas: 2", ", tokenKey: duel");

        says(world, "WebhookReachable", "NoToken");
        change(world, "{spec: {webhook: {service: {path: /nowhere}}}}");
        world.create("secrets", """
            {apiVersion: v1, kind: Secret, metadata: {name: fermata-webhook-tokens}, stringData: {duel: hush}}
            """);
        world.strike();
        says(world, "WebhookReachable", "RefusedByWebhook");
        assertThat(duel.get().at("/spec/replicas").intValue()).isOne();

        change(world, "{spec: {webhook: {service: {path: /scale}}}}");
        isToldToHave(duel, 2);
        duel.isRolledOut();
        world.cluster().delete(path(world)).orFail();
        duel.scale(1);
        asked(world, 1).getFirst().game().playsOn();
        assertThat(duel.get().at("/spec/replicas").intValue()).isOne();
    }

    @Interrupted
    void whatIsNotUnderstoodChangesNothingAndWhatIsIsFollowed(World world) {
        Oracle oracle = Oracle.in(world);
        GameType duel = GameType.create(world, "duel", 1, "{}").isRolledOut();
        world.create("secrets", """
            {apiVersion: v1, kind: Secret, metadata: {name: fermata-webhook-tokens}, stringData: {duel: hush}}
            """);
        scaler(world, "maxReplicas: 5", ", tokenKey: duel");
        change(world, "{spec: {webhook: {service: {path: %s}}}}".formatted(Oracle.PATH));

        says(world, "WebhookReachable", "AnswerNotUnderstood");
        assertThat(duel.get().at("/spec/replicas").intValue()).isOne();
        oracle.answers("{\"scale\": true, \"desired_replicas\": 2}");
        world.strike();
        isToldToHave(duel, 2);
        assertThat(oracle.question()).contains("\"game_name\":\"duel\"", "\"current_replicas\":");
        assertThat(oracle.authorization()).isEqualTo("Bearer hush");
        duel.isRolledOut();

        oracle.answers("{\"scale\": true, \"desired_replicas\": 1}");
        Server asked = asked(world, 1).getFirst();
        asked.game().playsOn();
        asked.game().allows();
        asked.isGone();
    }

    @Interrupted
    void itChangesTheNumberInTheMiddleOfARollout(World world) {
        Oracle oracle = Oracle.in(world);
        oracle.answers("{\"scale\": true, \"desired_replicas\": 3}");
        GameType duel = GameType.create(world, "duel", 1, "spec: {strategy: {maxSurge: 100%}}")
                .isRolledOut();
        List<Server> first = world.servers().toList();

        duel.changes("spec: {template: {spec: {capacity: 2}}}");
        scaler(world, "maxReplicas: 5", "");
        change(world, "{spec: {webhook: {service: {path: %s}}}}".formatted(Oracle.PATH));
        world.strike();

        isToldToHave(duel, 3);
        duel.isRolledOut();
        assertThat(world.servers().filter(server -> !first.contains(server))).hasSize(3);
        first.getFirst().game().hearsThatItIsToGo();
        first.getFirst().game().playsOn();
    }

    private static void scaler(World world, String limits, String webhook) {
        world.namespace().create(World.yaml("""
            apiVersion: fermata.dev/v1alpha1
            kind: GameAutoscaler
            metadata: {name: duel}
            spec: {gameTypeName: duel, %s, syncIntervalSeconds: 1, scaleDown: {stabilizationSeconds: 0},
              webhook: {service: {name: webhook, port: 8080, path: /scale}%s}}
            """.formatted(limits, webhook))).orFail();
    }

    private static void isToldToHave(GameType gameType, int replicas) {
        World.eventually(
                gameType.name() + " is told to have " + replicas,
                () -> assertThat(gameType.get().at("/spec/replicas").intValue()).isGreaterThanOrEqualTo(replicas));
    }

    private static List<Server> asked(World world, int count) {
        World.eventually(
                count + " are asked to go",
                () -> assertThat(world.servers().filter(AutoscalerTest::waits)).hasSize(count));
        return world.servers().filter(AutoscalerTest::waits).toList();
    }

    private static boolean waits(Server server) {
        return server.get().at("/status/waitingFor").asText().equals("AwaitingPermission");
    }

    private static void says(World world, String condition, String reason) {
        World.says("duel", () -> get(world), new World.Words(condition, reason, ""));
    }

    private static void change(World world, String mergePatch) {
        world.cluster().update(path(world), World.yaml(mergePatch)).orFail();
    }

    private static JsonNode get(World world) {
        return world.cluster().get(path(world)).orFail();
    }

    private static String path(World world) {
        return world.namespace().path("GameAutoscaler") + "/duel";
    }
}
