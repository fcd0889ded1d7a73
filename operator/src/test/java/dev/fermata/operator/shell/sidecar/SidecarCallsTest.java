package dev.fermata.operator.shell.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.server.Conversation;
import dev.fermata.operator.server.Sidecar;
import dev.fermata.operator.shell.ManualClock;
import dev.fermata.operator.shell.keys.InstallKeys;
import dev.fermata.operator.shell.kube.FakeApi;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.sidecar.SidecarCalls.Result;
import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.Guard;
import dev.fermata.wire.OperatorToken;
import dev.fermata.wire.SealRefusal;
import dev.fermata.wire.SidecarState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SidecarCallsTest {
    private static final byte[] KEY = new byte[32];
    private static final SidecarState STATE = new SidecarState("i1", 3, true, false, false, Guard.NONE, null, 5);
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    private final ManualClock clock = new ManualClock();
    private final Conversations conversations = new Conversations();
    private final List<Result> results = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private URI address = URI.create("http://127.0.0.1:1");

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    @Test
    void anAnswerBecomesKnowledge() {
        at(FakeSidecar.answering(200, STATE.toJson()));

        assertThat(call(new Step.FetchState())).isEqualTo(Result.OK);
        assertThat(conversations.of("p1").last()).isEqualTo(new Sidecar.Reachable(STATE, ManualClock.START));
        assertThat(conversations.of("p1").underway()).isFalse();
    }

    @Test
    void eachCallIsOneRequestThatShowsTheToken() {
        FakeSidecar sidecar = at(FakeSidecar.answering(200, STATE.toJson()));
        DrainNotice notice = new DrainNotice("ScaleDown", null, ManualClock.START, null);

        List.of(
                        new Step.FetchState(),
                        new Step.TellDrain(notice),
                        new Step.TellNoDrain(),
                        new Step.Seal(),
                        new Step.Unseal(),
                        new Step.Acknowledge("i1", 3, Guard.ARMED))
                .forEach(this::call);

        assertThat(sidecar.requests())
                .extracting(request -> request.lines().findFirst().orElse(""))
                .containsExactly(
                        "GET /v1/state HTTP/1.1",
                        "PUT /v1/drain HTTP/1.1",
                        "DELETE /v1/drain HTTP/1.1",
                        "POST /v1/seal HTTP/1.1",
                        "DELETE /v1/seal HTTP/1.1",
                        "PUT /v1/guard HTTP/1.1");
        assertThat(sidecar.requests())
                .allMatch(request -> request.contains("Authorization: Bearer " + OperatorToken.of(KEY, "s1")));
        assertThat(sidecar.requests().get(1)).endsWith(notice.toJson());
        assertThat(sidecar.requests().get(5)).endsWith("{\"instance\":\"i1\",\"version\":3,\"guard\":\"armed\"}");
    }

    @Test
    void aRefusedSealSaysHowThingsStand() {
        SidecarState holding = new SidecarState("i1", 4, false, false, false, Guard.NONE, null, null);
        at(FakeSidecar.answering(409, new SealRefusal("the game holds", holding).toJson()));

        assertThat(call(new Step.Seal())).isEqualTo(Result.REFUSED);
        assertThat(conversations.of("p1").last()).isEqualTo(new Sidecar.Reachable(holding, ManualClock.START));
    }

    @Test
    void anAcknowledgementToAnotherInstanceIsNewsToFetch() {
        at(FakeSidecar.answering(409, "{\"error\":\"another instance\"}"));

        assertThat(call(new Step.Acknowledge("i0", 9, Guard.NONE))).isEqualTo(Result.REFUSED);
        assertThat(conversations.of("p1").nudgedAt()).isEqualTo(ManualClock.START);
    }

    @Test
    void aTokenThatIsNotAcceptedIsSaidToBeNone() {
        at(FakeSidecar.answering(401, "{\"error\":\"show a token\"}"));

        assertThat(call(new Step.FetchState())).isEqualTo(Result.UNAUTHORIZED);
        assertThat(why()).isEqualTo("401: show a token");
    }

    @Test
    void whoHangsIsCutOff() {
        at(new FakeSidecar((connection, out) -> {}));

        assertThat(call(new Step.FetchState())).isEqualTo(Result.UNREACHABLE);
        assertThat(why()).isEqualTo("no answer within 1 s");
    }

    @Test
    void whoDripsIsCutOff() {
        at(new FakeSidecar(SidecarCallsTest::drip));

        assertThat(call(new Step.FetchState())).isEqualTo(Result.UNREACHABLE);
        assertThat(why()).isEqualTo("no answer within 1 s");
    }

    @Test
    void aBrokenConnectionIsTriedOnceMore() {
        FakeSidecar sidecar = at(new FakeSidecar((connection, out) -> connection.close()));

        assertThat(call(new Step.Seal())).isEqualTo(Result.UNREACHABLE);
        assertThat(why()).isEqualTo("connection broken, or no HTTP answer");
        assertThat(sidecar.requests()).hasSize(2);
    }

    @Test
    void whoIsNotThereIsRefusing() {
        assertThat(call(new Step.FetchState())).isEqualTo(Result.UNREACHABLE);
        assertThat(why()).isEqualTo("connection refused");
    }

    @Test
    void nonsenseIsNoAnswerOfThisProtocol() {
        for (String nonsense : List.of("", "<html>", "{}", "{\"allowed\":true}", "[[[[", "null")) {
            at(FakeSidecar.answering(200, nonsense));

            assertThat(call(new Step.FetchState())).as(nonsense).isEqualTo(Result.UNREACHABLE);
            assertThat(why()).startsWith("an answer that is none of this protocol: ");
        }
    }

    @Test
    void aLongAnswerIsNotRead() {
        at(FakeSidecar.answering(200, " ".repeat(100_000) + STATE.toJson()));

        assertThat(call(new Step.FetchState())).isEqualTo(Result.UNREACHABLE);
    }

    @Test
    void aRedirectIsNotFollowed() {
        FakeSidecar other = FakeSidecar.answering(200, STATE.toJson());
        open.add(other);
        at(new FakeSidecar((connection, out) -> out.write(
                ("HTTP/1.1 302 X\r\nLocation: " + other.address() + "/v1/state\r\nContent-Length: 2\r\n\r\n{}")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8))));

        assertThat(call(new Step.FetchState())).isEqualTo(Result.UNREACHABLE);
        assertThat(other.requests()).isEmpty();
    }

    @Test
    void silenceLastsSinceItsFirstCall() {
        call(new Step.FetchState());
        clock.pass(Duration.ofSeconds(30));
        call(new Step.FetchState());

        assertThat(conversations.of("p1").last())
                .isEqualTo(new Sidecar.Unreachable(
                        "connection refused", ManualClock.START, ManualClock.START.plusSeconds(30)));
    }

    @Test
    void aSecondCallToTheSamePodIsNotSent() {
        FakeSidecar sidecar = at(new FakeSidecar((connection, out) -> {}));
        SidecarCalls calls = calls();

        calls.send(pod(0), new Step.FetchState());
        calls.send(pod(0), new Step.Seal());

        await().until(() -> results.size() == 1);
        assertThat(sidecar.requests()).singleElement().asString().startsWith("GET /v1/state");
    }

    @Test
    void aNodeThatHangsTakesEightPlacesAtMost() {
        FakeSidecar sidecar = at(new FakeSidecar((connection, out) -> {}));
        SidecarCalls calls = calls();

        IntStream.range(0, 20).forEach(i -> calls.send(pod(i), new Step.FetchState()));

        await().until(() -> sidecar.requests().size() == 8);
        await().until(() -> results.size() == 20);
        assertThat(results).containsOnly(Result.UNREACHABLE);
    }

    @Test
    void aPodWithoutAddressOrKeyIsNotCalled() {
        Pod stranger = new PodBuilder(pod(1))
                .editMetadata()
                .addToAnnotations(Labels.KEY_ID, "k9")
                .endMetadata()
                .build();

        calls().send(stranger, new Step.FetchState());

        assertThat(((Sidecar.Unreachable) conversations.of("p2").last()).why())
                .isEqualTo("no key for this Pod's token is known");
    }

    @Test
    void whatIsForgottenDoesNotComeBackWithALateAnswer() {
        FakeSidecar sidecar = at(new FakeSidecar((connection, out) -> {}));
        calls().send(pod(0), new Step.FetchState());
        await().until(() -> !sidecar.requests().isEmpty());

        conversations.forget("p1");

        await().until(() -> !results.isEmpty());
        assertThat(conversations.of("p1")).isEqualTo(Conversation.NONE);
    }

    private static void drip(Socket connection, OutputStream out) throws IOException {
        out.write("HTTP/1.1 200 X\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        while (!connection.isClosed()) {
            out.write(' ');
            out.flush();
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(50).toNanos());
        }
    }

    private FakeSidecar at(FakeSidecar sidecar) {
        open.add(sidecar);
        address = sidecar.address();
        return sidecar;
    }

    private Result call(Step.Call call) {
        results.clear();
        calls().send(pod(0), call);
        await().until(() -> !results.isEmpty());
        return results.getFirst();
    }

    private String why() {
        return ((Sidecar.Unreachable) conversations.of("p1").last()).why();
    }

    private SidecarCalls calls() {
        SidecarCalls.Means means = new SidecarCalls.Means(conversations, pod -> Optional.of(address), keys(), clock);
        SidecarCalls calls = new SidecarCalls(means, this::ended, new Exchanges(DEADLINE, DEADLINE));
        open.add(calls);
        return calls;
    }

    private void ended(ObjectKey place, Step.Call call, Result result) {
        assertThat(place.namespace()).isEqualTo("games");
        results.add(result);
    }

    private InstallKeys keys() {
        try (FakeApi fake = new FakeApi()) {
            fake.will(200, "{\"data\":{\"k1\":\"" + Base64.getEncoder().encodeToString(KEY) + "\"}}");
            return InstallKeys.open(fake.api(), "ops", clock);
        }
    }

    private static Pod pod(int number) {
        return new PodBuilder()
                .withNewMetadata()
                .withNamespace("games")
                .withName("arena-" + number)
                .withUid("p" + (number + 1))
                .addToLabels(Labels.SERVER_UID, "s1")
                .addToAnnotations(Labels.KEY_ID, "k1")
                .endMetadata()
                .withNewSpec()
                .withNodeName("node1")
                .endSpec()
                .build();
    }
}
