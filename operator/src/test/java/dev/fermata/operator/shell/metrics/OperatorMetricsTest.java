package dev.fermata.operator.shell.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.api.Labels;
import dev.fermata.operator.autoscaler.Exchange;
import dev.fermata.operator.autoscaler.Outcome;
import dev.fermata.operator.autoscaler.Trouble;
import dev.fermata.operator.guard.ExpectedPolicy;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.Target;
import dev.fermata.operator.plan.WebhookQuestion;
import dev.fermata.operator.shell.ManualClock;
import dev.fermata.operator.shell.part.Parts.Standing;
import dev.fermata.operator.shell.sidecar.SidecarCalls;
import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.GameAutoscalerStatus;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.GameTypeSpec;
import dev.fermata.v1alpha1.GameTypeStatus;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerSpec;
import dev.fermata.v1alpha1.ServerStatus;
import dev.fermata.v1alpha1.gameautoscalerstatus.LastDecision;
import dev.fermata.v1alpha1.serverspec.Drains;
import dev.fermata.v1alpha1.serverstatus.Disruption;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperatorMetricsTest {
    private final ManualClock clock = new ManualClock();
    private final List<Server> servers = new ArrayList<>();
    private final List<GameType> gameTypes = new ArrayList<>();
    private final List<GameAutoscaler> scalers = new ArrayList<>();
    private final List<Standing> parts = new ArrayList<>();
    private final Map<String, ExpectedPolicy.State> policies = new TreeMap<>();
    private final OperatorMetrics metrics = new OperatorMetrics(
            clock,
            new OperatorMetrics.Sight(
                    servers::stream, gameTypes::stream, scalers::stream, () -> parts, () -> policies));

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void serversAreCountedByFleetAndPhase() {
        servers.add(server("arena", ServerStatus.Phase.Ready));
        servers.add(server("arena", ServerStatus.Phase.Ready));
        servers.add(server("lobby", ServerStatus.Phase.Draining));

        assertThat(lines("fermata_servers{"))
                .containsExactly(
                        "fermata_servers{fleet=\"arena\",namespace=\"games\",phase=\"Ready\"} 2.0",
                        "fermata_servers{fleet=\"lobby\",namespace=\"games\",phase=\"Draining\"} 1.0");
    }

    @Test
    void theSeriesOfAFleetEndWithIt() {
        servers.add(server("arena", ServerStatus.Phase.Ready));
        metrics.scrape("text/plain");

        servers.clear();

        assertThat(lines("fermata_servers{")).isEmpty();
    }

    @Test
    void whoWaitsIsCountedByReasonWithTheLongestWait() {
        servers.add(waiting("AwaitingPermission", 60));
        servers.add(waiting("AwaitingPermission", 10));
        servers.add(waiting("SidecarUnreachable", 5));

        assertThat(lines("fermata_servers_waiting{"))
                .containsExactly(
                        "fermata_servers_waiting{fleet=\"arena\",namespace=\"games\",reason=\"AwaitingPermission\"}"
                                + " 2.0",
                        "fermata_servers_waiting{fleet=\"arena\",namespace=\"games\",reason=\"SidecarUnreachable\"}"
                                + " 1.0");
        assertThat(lines("fermata_servers_waiting_longest_seconds{"))
                .containsExactly(
                        "fermata_servers_waiting_longest_seconds{fleet=\"arena\",namespace=\"games\","
                                + "reason=\"AwaitingPermission\"} 60.0",
                        "fermata_servers_waiting_longest_seconds{fleet=\"arena\",namespace=\"games\","
                                + "reason=\"SidecarUnreachable\"} 5.0");
    }

    @Test
    void deletionsAreCountedByCause() {
        Server server = server("arena", ServerStatus.Phase.Ending);
        Step.DeletePod delete = new Step.DeletePod(Target.of(server), "Sealed", clock.instant(), Step.Grace.TEMPLATE);

        metrics.done(server, delete);

        assertThat(lines("fermata_pod_deletions")).containsExactly("fermata_pod_deletions_total{cause=\"Sealed\"} 1.0");
    }

    @Test
    void theWayFromPermissionToTheEndIsMeasuredFromTheLaterOfPermissionAndRequest() {
        Server server = waiting("", 20);
        server.getStatus()
                .setConditions(List.of(new ConditionBuilder()
                        .withType("DeletionAllowed")
                        .withStatus("True")
                        .withLastTransitionTime(
                                ManualClock.START.minusSeconds(3).toString())
                        .build()));

        metrics.done(server, new Step.RemoveFinalizer(Target.of(server)));

        assertThat(lines("fermata_permission_to_gone_seconds_sum"))
                .containsExactly("fermata_permission_to_gone_seconds_sum 3.0");
    }

    @Test
    void callsAreCountedByKindAndResult() {
        metrics.called(new Step.Seal(), SidecarCalls.Result.REFUSED);

        assertThat(lines("fermata_sidecar_calls"))
                .containsExactly("fermata_sidecar_calls_total{call=\"Seal\",result=\"refused\"} 1.0");
    }

    @Test
    void partsRunOrDoNot() {
        parts.add(new Standing("Server", true, false, Optional.empty()));
        parts.add(new Standing("Fleet", false, false, Optional.of("its CRD is missing")));

        assertThat(lines("fermata_part_running{"))
                .containsExactly(
                        "fermata_part_running{part=\"Fleet\"} 0.0", "fermata_part_running{part=\"Server\"} 1.0");
    }

    @Test
    void gamesThatWereEndedWithoutTheirPermissionAreCountedOnceByCauseWithTheirPlayers() {
        Server arena = server("arena", ServerStatus.Phase.Ready);
        Step.WriteServerStatus crash = ending(arena, "Crashed", 3);
        metrics.done(arena, crash);
        arena.setStatus(crash.status());
        metrics.done(arena, ending(arena, "Crashed", 3));
        Server lobby = server("lobby", ServerStatus.Phase.Ready);
        metrics.done(lobby, new Step.WriteServerStatus(Target.of(lobby), lobby.getStatus()));

        assertThat(lines("fermata_disruptions_total{"))
                .containsExactly("fermata_disruptions_total{cause=\"Crashed\",namespace=\"games\"} 1.0");
        assertThat(lines("fermata_disrupted_players_total{"))
                .containsExactly("fermata_disrupted_players_total{cause=\"Crashed\",namespace=\"games\"} 3.0");
    }

    private static Step.WriteServerStatus ending(Server server, String cause, int players) {
        Disruption disruption = new Disruption();
        disruption.setCause(cause);
        disruption.setPlayers(players);
        ServerStatus status = new ServerStatus();
        status.setDisruption(disruption);
        return new Step.WriteServerStatus(Target.of(server), status);
    }

    @Test
    void policiesThatDoNotStandAreNamed() {
        policies.put("one", ExpectedPolicy.State.INTACT);
        policies.put("two", ExpectedPolicy.State.CHANGED);
        policies.put("zero", ExpectedPolicy.State.MISSING);

        assertThat(lines("fermata_guard_policy{"))
                .containsExactly(
                        "fermata_guard_policy{policy=\"one\"} 1.0",
                        "fermata_guard_policy{policy=\"two\"} 0.0",
                        "fermata_guard_policy{policy=\"zero\"} 0.0");
    }

    @Test
    void whereARolloutIsIsShownAndWhereItComesToIsCounted() {
        GameType duel = duel("WaitingForServers");
        gameTypes.add(duel);
        duel.getSpec().setReplicas(4);
        duel.getStatus().setAvailableReplicas(3);

        assertThat(lines("fermata_gametype"))
                .containsExactly(
                        "fermata_gametype_servers{gametype=\"duel\",namespace=\"games\",state=\"available\"} 3.0",
                        "fermata_gametype_servers{gametype=\"duel\",namespace=\"games\",state=\"desired\"} 4.0",
                        "fermata_gametype_stage{gametype=\"duel\",namespace=\"games\",reason=\"WaitingForServers\"}"
                                + " 1.0");

        metrics.done(duel, writing(duel, duel("Replacing").getStatus()));
        metrics.done(duel, writing(duel, duel("WaitingForServers").getStatus()));

        assertThat(lines("fermata_rollout"))
                .containsExactly("fermata_rollout_transitions_total{reason=\"Replacing\"} 1.0");
    }

    @Test
    void thePageOfMetricsHasAllOfThemAndNoOther() throws IOException {
        servers.add(waiting("AwaitingPermission", 1));
        gameTypes.add(duel("Replacing"));
        gameTypes.getFirst().getSpec().setReplicas(1);
        parts.add(new Standing("Server", true, false, Optional.empty()));
        metrics.leads(() -> true);
        metrics.nudged();
        metrics.called(new Step.Seal(), SidecarCalls.Result.REFUSED);
        metrics.done(
                servers.getFirst(),
                new Step.DeletePod(Target.of(servers.getFirst()), "Sealed", clock.instant(), Step.Grace.TEMPLATE));
        metrics.done(
                gameTypes.getFirst(),
                writing(gameTypes.getFirst(), duel("Paused").getStatus()));
        scalers.add(scaler());
        metrics.asked(asked(new Outcome.Wants(8)));
        policies.put("one", ExpectedPolicy.State.INTACT);
        metrics.done(servers.getFirst(), ending(servers.getFirst(), "Crashed", 3));
        Set<String> told = metrics.scrape("text/plain")
                .lines()
                .filter(line -> line.startsWith("# TYPE fermata_"))
                .map(line -> line.substring("# TYPE ".length(), line.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(onThePage()).isEqualTo(told);
    }

    private static Set<String> onThePage() throws IOException {
        return Pattern.compile("`(fermata_[a-z_]+)")
                .matcher(Files.readString(Path.of("..", "docs", "reference", "metrics.md")))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void questionsToWebhooksAreCountedByHowTheyEndedAndTheLastDecisionIsShown() {
        scalers.add(scaler());
        metrics.asked(asked(new Outcome.Wants(8)));
        metrics.asked(asked(new Outcome.Failed(Trouble.TIMED_OUT, "Late.")));

        assertThat(lines("fermata_webhook_calls_total{"))
                .containsExactlyInAnyOrder(
                        "fermata_webhook_calls_total{result=\"Answered\"} 1.0",
                        "fermata_webhook_calls_total{result=\"TimedOut\"} 1.0");
        assertThat(lines("fermata_webhook_latency_seconds_sum"))
                .containsExactly("fermata_webhook_latency_seconds_sum 4.0");
        assertThat(lines("fermata_autoscaler_replicas{"))
                .containsExactlyInAnyOrder(
                        "fermata_autoscaler_replicas{autoscaler=\"duel\",namespace=\"games\",state=\"answered\"} 99.0",
                        "fermata_autoscaler_replicas{autoscaler=\"duel\",namespace=\"games\",state=\"applied\"} 20.0");
    }

    private static GameAutoscaler scaler() {
        GameAutoscaler scaler = new GameAutoscaler();
        scaler.setMetadata(
                new ObjectMetaBuilder().withNamespace("games").withName("duel").build());
        LastDecision last = new LastDecision();
        last.setAnsweredReplicas(99L);
        last.setAppliedReplicas(20);
        GameAutoscalerStatus status = new GameAutoscalerStatus();
        status.setLastDecision(last);
        scaler.setStatus(status);
        return scaler;
    }

    private Exchange asked(Outcome outcome) {
        Instant now = clock.instant();
        return new Exchange(
                new WebhookQuestion(
                        "q",
                        now,
                        new WebhookQuestion.Subject(1L, "g1", 5, 5),
                        URI.create("http://scaler.example.com/"),
                        "{}",
                        Duration.ofSeconds(5),
                        null,
                        null),
                now.plusSeconds(2),
                outcome);
    }

    private static Step.Write writing(GameType gameType, GameTypeStatus status) {
        return new Step.WriteGameTypeStatus(Target.of(gameType), status);
    }

    private static GameType duel(String reason) {
        GameType duel = new GameType();
        duel.setMetadata(new ObjectMetaBuilder()
                .withNamespace("games")
                .withName("duel")
                .withUid("g1")
                .withResourceVersion("1")
                .build());
        duel.setSpec(new GameTypeSpec());
        duel.setStatus(new GameTypeStatus());
        duel.getStatus()
                .setConditions(List.of(new ConditionBuilder()
                        .withType("Progressing")
                        .withReason(reason)
                        .build()));
        return duel;
    }

    private List<String> lines(String prefix) {
        return metrics.scrape("text/plain")
                .lines()
                .filter(line -> line.startsWith(prefix))
                .sorted()
                .toList();
    }

    private static Server server(String fleet, ServerStatus.Phase phase) {
        Server server = new Server();
        server.setMetadata(new ObjectMetaBuilder()
                .withNamespace("games")
                .withName("x")
                .withUid("s1")
                .withResourceVersion("1")
                .addToLabels(Labels.FLEET, fleet)
                .build());
        server.setSpec(new ServerSpec());
        server.setStatus(new ServerStatus());
        server.getStatus().setPhase(phase);
        return server;
    }

    private static Server waiting(String reason, int seconds) {
        Server server = server("arena", ServerStatus.Phase.Draining);
        Drains drain = new Drains();
        drain.setRequestedAt(
                ManualClock.START.minus(Duration.ofSeconds(seconds)).toString());
        server.getSpec().setDrains(List.of(drain));
        server.getStatus().setWaitingFor(reason);
        return server;
    }
}
