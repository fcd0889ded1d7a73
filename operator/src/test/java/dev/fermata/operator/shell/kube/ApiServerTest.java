package dev.fermata.operator.shell.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApiServerTest {
    private static final ObjectKey ARENA = new ObjectKey("games", "arena-0");
    private static final Pod POD = new PodBuilder()
            .withNewMetadata()
            .withNamespace("games")
            .withName("arena-0")
            .withUid("u1")
            .withResourceVersion("7")
            .endMetadata()
            .build();

    private final FakeApi fake = new FakeApi();
    private final ApiServer api = fake.api();

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void pathsAreThoseOfTheType() {
        fake.will(200, POD).will(200, "{}").will(200, "{}").will(200, "{}");

        api.get(Pod.class, ARENA);
        api.get(Server.class, ARENA);
        api.get(Node.class, new ObjectKey("", "node1"));
        api.patchStatus(Server.class, ARENA, Patch.from("1"));

        assertThat(fake.requests())
                .extracting(FakeApi.Request::toString)
                .containsExactly(
                        "GET /api/v1/namespaces/games/pods/arena-0",
                        "GET /apis/fermata.dev/v1alpha1/namespaces/games/servers/arena-0",
                        "GET /api/v1/nodes/node1",
                        "PATCH /apis/fermata.dev/v1alpha1/namespaces/games/servers/arena-0/status");
    }

    @Test
    void aPatchNamesTheStateThatItIsFor() {
        fake.will(200, POD);

        api.patch(
                Pod.class,
                ARENA,
                Patch.from("7")
                        .set("/metadata/labels/" + Patch.escaped("fermata.dev/active"), "true")
                        .remove("/spec/x"));

        FakeApi.Request request = fake.requests().getFirst();
        assertThat(request.type()).startsWith("application/json-patch+json");
        assertThat(request.body()).isEqualTo("""
            [{"op":"replace","path":"/metadata/resourceVersion","value":"7"},\
            {"op":"add","path":"/metadata/labels/fermata.dev~1active","value":"true"},\
            {"op":"remove","path":"/spec/x"}]\
            """);
    }

    @Test
    void aDeletionThatOnlyMarksAnswersTheObject() {
        fake.will(200, POD);

        assertThat(api.delete(Pod.class, ARENA, new DeleteOptionsBuilder().build()))
                .isInstanceOfSatisfying(
                        ApiAnswer.Done.class, done -> assertThat(done.object()).isEqualTo(POD));
    }

    @Test
    void aDeletionThatIsOverAnswersNothing() {
        fake.will(200, "{\"kind\":\"Status\",\"status\":\"Success\"}");

        assertThat(api.delete(Pod.class, ARENA, new DeleteOptionsBuilder().build()))
                .isEqualTo(new ApiAnswer.Done<>(null));
    }

    /** As it may be of a Pod in a namespace that is being deleted: it would stand for something that is there. */
    @Test
    void whatIsAnsweredWithoutAVersionIsGone() {
        fake.will(
                200,
                new PodBuilder(POD)
                        .editMetadata()
                        .withResourceVersion(null)
                        .endMetadata()
                        .build());

        assertThat(api.delete(Pod.class, ARENA, new DeleteOptionsBuilder().build()))
                .isEqualTo(new ApiAnswer.Done<>(null));
    }

    @Test
    void aRefusalKeepsTheServersOwnWords() {
        fake.refuses(403, "Forbidden", "exceeded quota: small");

        assertThat(api.create(POD)).isEqualTo(new ApiAnswer.Refused<>(403, "Forbidden", "exceeded quota: small"));
    }

    @Test
    void aRefusalThatIsNoStatusIsARefusalToo() {
        fake.will(404, "404 page not found");

        assertThat(api.get(Pod.class, ARENA)).isEqualTo(new ApiAnswer.Refused<>(404, "Refused", "HTTP 404"));
    }

    @Test
    void troubleThatPassesIsThrownAndNothingIsSentTwice() {
        for (int code : new int[] {401, 408, 429, 503, 504}) {
            fake.refuses(code, "Trouble", "try later");

            assertThatThrownBy(() -> api.delete(Pod.class, ARENA, new DeleteOptionsBuilder().build()))
                    .isInstanceOf(ApiUnavailableException.class)
                    .hasMessage("the API server answered " + code + ": try later");
        }

        assertThat(fake.requests()).hasSize(5);
    }

    @Test
    void aFailureAtThisVeryRequestIsToldFromTroubleThatConcernsAll() {
        fake.refuses(500, "InternalError", "failed calling webhook");

        assertThatThrownBy(() -> api.create(POD))
                .isInstanceOfSatisfying(
                        ApiFaultException.class,
                        fault -> assertThat(fault.asRefusal())
                                .isEqualTo(new ApiAnswer.Refused<>(500, "InternalError", "failed calling webhook")));
    }

    @Test
    void aServerThatIsNotThereIsUnavailable() {
        fake.stop();

        assertThatThrownBy(() -> api.create(POD))
                .isInstanceOf(ApiUnavailableException.class)
                .hasMessageStartingWith("no answer from the API server");
    }

    @Test
    void aMissingTypeIsSaidToBeMissing() {
        fake.will(404, "404 page not found");

        assertThatThrownBy(() -> api.require(Server.class, Set.of()))
                .hasMessage("the API server does not know servers.fermata.dev; its CustomResourceDefinition is not"
                        + " installed");
        assertThat(fake.requests())
                .extracting(FakeApi.Request::toString)
                .containsExactly("GET /apis/fermata.dev/v1alpha1/servers?limit=1");
    }

    @Test
    void aMissingRightIsSaidInTheServersOwnWords() {
        fake.will(200, "{}").refuses(403, "Forbidden", "pods is forbidden: no");

        assertThatThrownBy(() -> api.require(Pod.class, Set.of("a", "b"))).hasMessage("pods is forbidden: no");
    }
}
