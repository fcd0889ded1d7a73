package dev.fermata.operator.shell.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Note;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Refusal;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.Target;
import dev.fermata.operator.shell.ManualClock;
import dev.fermata.operator.shell.keys.InstallKeys;
import dev.fermata.operator.shell.kube.ApiUnavailableException;
import dev.fermata.operator.shell.kube.EventWriter;
import dev.fermata.operator.shell.kube.FakeApi;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.kube.OwnWrites;
import dev.fermata.operator.shell.sidecar.Conversations;
import dev.fermata.operator.shell.sidecar.SidecarCalls;
import dev.fermata.operator.shell.webhook.Asker;
import dev.fermata.operator.shell.webhook.Dialogues;
import dev.fermata.operator.shell.webhook.Names;
import dev.fermata.operator.shell.webhook.Tokens;
import dev.fermata.operator.shell.webhook.WebhookCalls;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerSpec;
import dev.fermata.v1alpha1.ServerStatus;
import dev.fermata.v1alpha1.serverspec.Drains;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EffectsTest {
    private static final Pod POD = pod("p1", "7", "s1");
    private static final Server SERVER = server("arena-0", "s1", "3");

    private static final Step STATUS = new Step.WriteServerStatus(Target.of(SERVER), new ServerStatus());

    private final FakeApi fake = new FakeApi();
    private final FakeApi events = new FakeApi();
    private final ManualClock clock = new ManualClock();
    private final Memory memory = new Memory();
    private final List<Step> done = new ArrayList<>();
    private boolean leading = true;
    private final EventWriter eventWriter = new EventWriter(events.api(), clock, "op");
    private final OwnWrites<Pod> podWrites = new OwnWrites<>(clock);
    private final OwnWrites<Server> serverWrites = new OwnWrites<>(clock);
    private final SidecarCalls calls = new SidecarCalls(
            new SidecarCalls.Means(new Conversations(), pod -> Optional.empty(), keys(), clock),
            (place, call, result) -> {});

    private final WebhookCalls webhooks = new WebhookCalls(
            new Dialogues(),
            new Asker(Names.ofSystem(), new Tokens(fake.api()), false),
            clock,
            (place, exchange) -> {});

    @AfterEach
    void close() {
        calls.close();
        webhooks.close();
        eventWriter.close();
        events.close();
        fake.close();
    }

    @Test
    void aDeletionNamesUidAndVersionAndLeavesTheGracePeriod() {
        fake.will(200, POD);

        assertThat(inOrder(new Step.DeletePod(Target.of(POD), "Sealed", clock.instant(), Step.Grace.TEMPLATE)))
                .isEqualTo(Outcome.DONE);

        assertThat(requests()).containsExactly("DELETE /api/v1/namespaces/games/pods/arena-0");
        assertThat(body(0))
                .contains("\"preconditions\":{\"resourceVersion\":\"7\",\"uid\":\"p1\"}")
                .contains("\"propagationPolicy\":\"Background\"")
                .doesNotContain("gracePeriodSeconds");
    }

    @Test
    void aServerIsDeletedByUidAndVersion() {
        fake.will(200, SERVER);

        each(new Step.DeleteServer(Target.of(SERVER)));

        assertThat(requests()).containsExactly("DELETE /apis/fermata.dev/v1alpha1/namespaces/games/servers/arena-0");
        assertThat(body(0)).contains("\"preconditions\":{\"resourceVersion\":\"3\",\"uid\":\"s1\"}");
    }

    @Test
    void aFleetIsDeletedByUidAndVersion() {
        fake.will(200, "{\"kind\":\"Status\",\"status\":\"Success\"}");

        each(new Step.DeleteFleet(new Target("games", "arena", "f1", "5")));

        assertThat(requests()).containsExactly("DELETE /apis/fermata.dev/v1alpha1/namespaces/games/fleets/arena");
        assertThat(body(0)).contains("\"preconditions\":{\"resourceVersion\":\"5\",\"uid\":\"f1\"}");
    }

    @Test
    void onALostNodeNobodyIsLeftToGiveGraceTo() {
        fake.will(200, POD);

        inOrder(new Step.DeletePod(Target.of(POD), "NodeLost", clock.instant(), Step.Grace.NONE));

        assertThat(body(0)).contains("\"gracePeriodSeconds\":0");
    }

    @Test
    void aDeletionThatComesTooLateIsNotSent() {
        Step late = new Step.DeletePod(Target.of(POD), "Sealed", clock.instant().minusMillis(1), Step.Grace.TEMPLATE);

        assertThat(inOrder(late)).isEqualTo(Outcome.INCOMPLETE);
        assertThat(requests()).isEmpty();
    }

    @Test
    void writesOfOnePlanBuildOnEachOther() {
        fake.will(200, pod("p1", "8", "s1")).will(200, pod("p1", "9", "s1"));

        inOrder(
                new Step.MarkInactive(Target.of(POD)),
                new Step.DeletePod(Target.of(POD), "Forced", clock.instant(), Step.Grace.TEMPLATE));

        assertThat(body(0)).contains("\"/metadata/resourceVersion\",\"value\":\"7\"");
        assertThat(body(1)).contains("\"resourceVersion\":\"8\"");
    }

    @Test
    void aPodThatIsThereAlreadyIsOursIfItSaysSo() {
        fake.refuses(409, "AlreadyExists", "there").will(200, POD);

        assertThat(inOrder(new Step.CreatePod(POD))).isEqualTo(Outcome.DONE);
        assertThat(podWrites.over(ObjectKey.of(POD), null)).contains(POD);
    }

    @Test
    void aForeignPodInThePlaceIsARefusal() {
        fake.refuses(409, "AlreadyExists", "pods \\\"arena-0\\\" already exists")
                .will(200, pod("x", "1", "other"));

        assertThat(inOrder(new Step.CreatePod(POD))).isEqualTo(Outcome.INCOMPLETE);
        assertThat(memory.refusals("s1").values())
                .singleElement()
                .extracting(Refusal::reason)
                .isEqualTo("AlreadyExists");
    }

    @Test
    void refusalsAreCountedAndForgivenWhenTheSameGoesThrough() {
        fake.refuses(403, "Forbidden", "quota")
                .refuses(403, "Forbidden", "quota")
                .will(201, POD);

        inOrder(new Step.CreatePod(POD));
        clock.pass(Duration.ofSeconds(5));
        inOrder(new Step.CreatePod(POD));

        assertThat(memory.refusals("s1").values())
                .containsExactly(new Refusal(
                        "CreatePod", "Forbidden", "quota", ManualClock.START, ManualClock.START.plusSeconds(5), 2));
        inOrder(new Step.CreatePod(POD));
        assertThat(memory.refusals("s1")).isEmpty();
    }

    @Test
    void aConflictIsNoRefusal() {
        fake.refuses(409, "Conflict", "changed");

        assertThat(inOrder(new Step.MarkActive(Target.of(POD)))).isEqualTo(Outcome.INCOMPLETE);
        assertThat(memory.refusals("s1")).isEmpty();
    }

    @Test
    void whatFailsStopsTheRestAndTheNotes() {
        fake.refuses(409, "Conflict", "changed");
        Plan plan = new Plan(
                Set.of(),
                List.of(new Step.MarkActive(Target.of(POD)), STATUS),
                List.of(new Note(Note.Type.NORMAL, "Ready", "It is ready.")),
                null);

        effects(Manner.IN_ORDER).act(SERVER, plan);

        assertThat(requests()).hasSize(1);
        assertThat(events.requests()).isEmpty();
    }

    @Test
    void notesAreToldWhenAllIsDone() {
        fake.will(200, server("arena-0", "s1", "4"));
        Plan plan = new Plan(
                Set.of(), List.of(STATUS), List.of(new Note(Note.Type.WARNING, "GameFailed", "It failed.")), null);

        effects(Manner.IN_ORDER).act(SERVER, plan);

        await().until(() -> events.requests().size() == 1);
        assertThat(done).containsExactly(STATUS);
        assertThat(memory.statusWrittenAt("s1")).contains(ManualClock.START);
    }

    @Test
    void theFinalizerIsTakenOffTheStateThatIsKnown() {
        fake.will(200, server("arena-0", "s1", "4"));

        inOrder(new Step.RemoveFinalizer(Target.of(SERVER)));

        assertThat(body(0)).contains("{\"op\":\"add\",\"path\":\"/metadata/finalizers\",\"value\":[\"theirs\"]}");
    }

    @Test
    void theFinalizerOfAServerThatIsGoneNeedsNoTakingOff() {
        fake.refuses(404, "NotFound", "gone");

        assertThat(inOrder(new Step.RemoveFinalizer(Target.of(SERVER)))).isEqualTo(Outcome.DONE);
    }

    @Test
    void eachRequesterHasAnEntryOfItsOwnAmongTheDrains() {
        fake.will(200, server("arena-0", "s1", "4")).will(200, server("arena-0", "s1", "5"));

        inOrder(new Step.WriteDrain(Target.of(SERVER), "fleet/arena", "ScaleDown", null, clock.instant(), null));
        inOrder(new Step.WithdrawDrain(Target.of(server("arena-0", "s1", "4")), "anna"));

        assertThat(body(0))
                .contains("{\"op\":\"add\",\"path\":\"/spec/drains/-\",\"value\":{\"reason\":\"ScaleDown\"")
                .contains("\"requester\":\"fleet/arena\"");
        assertThat(body(1)).contains("{\"op\":\"remove\",\"path\":\"/spec/drains/0\"}");
    }

    @Test
    void whatAGameTypeLeavesOutIsTakenOffItsFleetWhetherItIsThereOrNot() {
        fake.will(200, SERVER);

        each(new Step.ChangeFleet(Target.of(SERVER), 3, Map.of(), null));

        assertThat(body(0))
                .contains("{\"op\":\"add\",\"path\":\"/spec/replicas\",\"value\":3}")
                .endsWith("{\"op\":\"add\",\"path\":\"/spec/scaleDown\",\"value\":\"\"},"
                        + "{\"op\":\"remove\",\"path\":\"/spec/scaleDown\"}]");
    }

    @Test
    void stepsOfAFleetDoNotWaitForEachOtherButCreationsStopAtTheFirstFailure() {
        fake.refuses(422, "Invalid", "bad").refuses(403, "Forbidden", "quota").will(200, SERVER);

        Outcome outcome = each(
                new Step.WriteDrain(Target.of(SERVER), "fleet/arena", "ScaleDown", null, clock.instant(), null),
                new Step.CreateServer(server("arena-1", "", "")),
                new Step.CreateServer(server("arena-2", "", "")),
                new Step.DeleteServer(Target.of(SERVER)));

        assertThat(outcome).isEqualTo(Outcome.INCOMPLETE);
        assertThat(requests())
                .extracting(request -> request.substring(0, request.indexOf(" ")))
                .containsExactly("PATCH", "POST", "DELETE");
        assertThat(memory.refusals("s1")).containsOnlyKeys("arena-1");
    }

    @Test
    void aCreationThatGoesThroughForgivesItsOwnNameOnly() {
        fake.refuses(422, "Invalid", "bad name").will(201, server("arena-2", "x", "1"));

        each(new Step.CreateServer(server("arena-1", "", "")));
        each(new Step.CreateServer(server("arena-2", "", "")));

        assertThat(memory.refusals("s1")).containsOnlyKeys("arena-1");
    }

    @Test
    void whereTheApiServerFailsAtOneWriteTheOthersAreTriedAndTheFailureIsRemembered() {
        fake.refuses(500, "InternalError", "failed calling webhook").will(200, SERVER);

        Outcome outcome =
                each(new Step.CreateServer(server("arena-1", "", "")), new Step.DeleteServer(Target.of(SERVER)));

        assertThat(outcome).isEqualTo(Outcome.INCOMPLETE);
        assertThat(requests()).hasSize(2);
        assertThat(memory.refusals("s1").values())
                .extracting(Refusal::reason, Refusal::message)
                .containsExactly(tuple("InternalError", "failed calling webhook"));
    }

    @Test
    void whereTheApiServerCannotBeAskedNothingMoreIsTried() {
        fake.refuses(503, "ServiceUnavailable", "no etcd");

        assertThatThrownBy(() -> each(
                        new Step.CreateServer(server("arena-1", "", "")), new Step.DeleteServer(Target.of(SERVER))))
                .isInstanceOf(ApiUnavailableException.class);
        assertThat(requests()).hasSize(1);
        assertThat(memory.refusals("s1")).isEmpty();
    }

    @Test
    void aSlotThatSomebodyElseHasIsTaken() {
        fake.refuses(409, "AlreadyExists", "there").will(200, server("arena-1", "x", "1"));

        each(new Step.CreateServer(server("arena-1", "", "")));

        assertThat(memory.taken("s1")).containsExactly("arena-1");
        assertThat(memory.refusals("s1")).isEmpty();
    }

    @Test
    void whoeverDoesNotLeadWritesNothing() {
        leading = false;

        assertThat(inOrder(STATUS)).isEqualTo(Outcome.INCOMPLETE);
        assertThat(requests()).isEmpty();
    }

    private Outcome inOrder(Step... steps) {
        return effects(Manner.IN_ORDER).act(SERVER, new Plan(Set.of(), List.of(steps), List.of(), null));
    }

    private Outcome each(Step... steps) {
        return effects(Manner.EACH_BY_ITSELF).act(SERVER, new Plan(Set.of(), List.of(steps), List.of(), null));
    }

    private Effects effects(Manner manner) {
        Effects.Known known = new Effects.Known(
                new Cached<>(Pod.class, place -> podWrites.over(place, POD), podWrites),
                new Cached<>(Server.class, place -> serverWrites.over(place, SERVER), serverWrites),
                new Cached<>(Fleet.class, place -> Optional.empty(), new OwnWrites<>(clock)),
                new Cached<>(GameType.class, place -> Optional.empty(), new OwnWrites<>(clock)),
                new Cached<>(GameAutoscaler.class, place -> Optional.empty(), new OwnWrites<>(clock)));
        Effects.Tools tools = new Effects.Tools(
                fake.api(), calls, webhooks, eventWriter, clock, (subject, step) -> done.add(step), () -> leading);
        return new Effects(manner, tools, known, memory);
    }

    private List<String> requests() {
        return fake.requests().stream().map(FakeApi.Request::toString).toList();
    }

    private String body(int request) {
        return fake.requests().get(request).body();
    }

    private InstallKeys keys() {
        try (FakeApi secrets = new FakeApi()) {
            secrets.will(200, "{\"data\":{\"k1\":\"" + Base64.getEncoder().encodeToString(new byte[32]) + "\"}}");
            return InstallKeys.open(secrets.api(), "ops", clock);
        }
    }

    private static Pod pod(String uid, String version, String serverUid) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("games")
                .withName("arena-0")
                .withUid(uid)
                .withResourceVersion(version)
                .addToLabels(Labels.SERVER_UID, serverUid)
                .endMetadata()
                .build();
    }

    private static Server server(String name, String uid, String version) {
        Server server = new Server();
        OwnerReference owner = new OwnerReferenceBuilder()
                .withKind("Fleet")
                .withName("arena")
                .withUid(uid.equals("x") ? "another" : "f1")
                .withController(true)
                .build();
        server.setMetadata(new ObjectMetaBuilder()
                .withNamespace("games")
                .withName(name)
                .withUid(uid)
                .withResourceVersion(version)
                .withFinalizers("theirs", Labels.HOLD)
                .withOwnerReferences(owner)
                .build());
        Drains drain = new Drains();
        drain.setRequester("anna");
        server.setSpec(new ServerSpec());
        server.getSpec().setDrains(List.of(drain));
        return server;
    }
}
