package dev.fermata.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.wire.Guard;
import dev.fermata.wire.Hold;
import dev.fermata.wire.HoldRefusal;
import dev.fermata.wire.PermissionAnswer;
import dev.fermata.wire.SealRefusal;
import dev.fermata.wire.ServerDocument;
import dev.fermata.wire.SidecarState;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What game and operator say to each other through the sidecar. */
class ConversationTest {
    private static final String ALLOWED = "{\"allowed\":true}";
    private static final String HELD = "{\"allowed\":false}";
    private static final String DRAIN = """
        {"reason": "ScaleDown", "message": "5 became 3", "requestedAt": "2026-01-31T12:00:00Z",
         "deadline": "2026-01-31T13:00:00Z"}\
        """;

    private Beside beside;

    @BeforeEach
    void start() throws IOException {
        beside = Beside.start();
    }

    @AfterEach
    void stop() {
        beside.close();
    }

    @Test
    void theGameGivesItsPermissionAndTakesItBack() {
        assertThat(beside.game("GET", "/allow_delete", null).body()).isEqualTo(HELD);
        assertThat(beside.game("POST", "/allow_delete", ALLOWED).body()).isEqualTo(ALLOWED);
        assertThat(beside.game("GET", "/allow_delete", null).body()).isEqualTo(ALLOWED);

        HttpResponse<String> held = beside.game("POST", "/allow_delete", HELD);

        assertThat(held.statusCode()).isEqualTo(200);
        assertThat(PermissionAnswer.ofResponse(bytes(held))).isEqualTo(PermissionAnswer.held(Hold.LOCAL));
    }

    @Test
    void aHoldIsGuardedOnceTheOperatorSaysSoForIt() {
        beside.game("POST", "/allow_delete", ALLOWED);
        beside.game("POST", "/allow_delete", HELD);
        acknowledge(state(), Guard.ARMED);

        HttpResponse<String> held = beside.game("POST", "/allow_delete", HELD);

        assertThat(PermissionAnswer.ofResponse(bytes(held))).isEqualTo(PermissionAnswer.held(Hold.GUARDED));
    }

    @Test
    void onlyAPermissionThatWasGivenIsSealed() {
        HttpResponse<String> refused = beside.operator("POST", "/v1/seal", null);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(SealRefusal.ofResponse(bytes(refused)).state()).isEqualTo(state());

        beside.game("POST", "/allow_delete", ALLOWED);

        assertThat(sidecarState(beside.operator("POST", "/v1/seal", null)).sealed())
                .isTrue();
        assertThat(beside.operator("POST", "/v1/seal", null).statusCode()).isEqualTo(200);
    }

    @Test
    void aSealedPermissionIsNotTakenBackUntilItIsUnsealed() {
        beside.game("POST", "/allow_delete", ALLOWED);
        beside.operator("POST", "/v1/seal", null);

        HttpResponse<String> refused = beside.game("POST", "/allow_delete", HELD);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(HoldRefusal.ofResponse(bytes(refused)).hold()).isEqualTo(Hold.SEALED);
        assertThat(beside.game("POST", "/allow_delete", ALLOWED).statusCode()).isEqualTo(200);
        assertThat(state().sealed()).isTrue();

        assertThat(sidecarState(beside.operator("DELETE", "/v1/seal", null)).sealed())
                .isFalse();
        assertThat(beside.game("POST", "/allow_delete", HELD).statusCode()).isEqualTo(200);
    }

    @Test
    void nothingIsHeldOnceThePodIsBeingEnded() {
        beside.sidecar().terminate();

        HttpResponse<String> refused = beside.game("POST", "/allow_delete", HELD);

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(HoldRefusal.ofResponse(bytes(refused)).hold()).isEqualTo(Hold.TERMINATING);
        assertThat(beside.game("GET", "/shutdown", null).body()).isEqualTo("{\"shutdown\":true}");
    }

    @Test
    void aDrainReachesTheGameInEveryForm() {
        assertThat(beside.game("GET", "/shutdown", null).body()).isEqualTo("{\"shutdown\":false}");

        SidecarState drained = sidecarState(beside.operator("PUT", "/v1/drain", DRAIN));

        assertThat(drained.drain()).isNotNull();
        assertThat(beside.game("GET", "/shutdown", null).body()).isEqualTo("{\"shutdown\":true}");
        assertThat(document().drain()).isEqualTo(drained.drain());

        beside.operator("DELETE", "/v1/drain", null);

        assertThat(beside.game("GET", "/shutdown", null).body()).isEqualTo("{\"shutdown\":false}");
        assertThat(document().drain()).isNull();
    }

    @Test
    void playersAreShownToTheOperator() {
        HttpResponse<String> put = beside.game("PUT", "/v1/players", "{\"count\": 12}");

        assertThat(put.body()).isEqualTo("{\"count\":12}");
        assertThat(state().players()).isEqualTo(12);
    }

    @Test
    void theDocumentTellsTheGameWhoItIs() {
        assertThat(document().identity()).isEqualTo(Beside.ARENA);
        assertThat(document().state()).isEqualTo(state());
    }

    @Test
    void anAcknowledgementForAnotherStartOfTheSidecarIsRefused() {
        HttpResponse<String> refused =
                beside.operator("PUT", "/v1/guard", "{\"instance\": \"other\", \"version\": 0, \"guard\": \"none\"}");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("instance");
        assertThat(state().guard()).isEqualTo(Guard.UNKNOWN);
    }

    @Test
    void anAcknowledgementOfWhatHasNotHappenedIsRefused() {
        HttpResponse<String> refused = beside.operator(
                "PUT",
                "/v1/guard",
                "{\"instance\": \"" + state().instance() + "\", \"version\": 1, \"guard\": \"none\"}");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("version: must be at most 0");
    }

    @Test
    void theGameIsHealthyAndTheOperatorLearnsWhichVersionRuns() {
        assertThat(beside.game("GET", "/health", null).body()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(beside.operator("GET", "/healthz", null).body())
                .isEqualTo("{\"status\":\"ok\",\"version\":\"" + Build.VERSION + "\"}");
    }

    private SidecarState acknowledge(SidecarState state, Guard guard) {
        return sidecarState(beside.operator(
                "PUT",
                "/v1/guard",
                "{\"instance\": \"" + state.instance() + "\", \"version\": " + state.version() + ", \"guard\": \""
                        + guard.wireName() + "\"}"));
    }

    private SidecarState state() {
        return sidecarState(beside.operator("GET", "/v1/state", null));
    }

    private ServerDocument document() {
        return ServerDocument.ofResponse(bytes(beside.game("GET", "/v1/server", null)));
    }

    private static SidecarState sidecarState(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return SidecarState.ofResponse(bytes(response));
    }

    private static byte[] bytes(HttpResponse<String> response) {
        return response.body().getBytes(StandardCharsets.UTF_8);
    }
}
