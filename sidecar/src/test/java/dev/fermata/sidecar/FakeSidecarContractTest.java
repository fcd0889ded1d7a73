package dev.fermata.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.client.testing.FakeSidecar;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What games embed for their tests answers as the sidecar does, to the letter. */
class FakeSidecarContractTest {
    private record Answer(int status, String body, Optional<String> mediaType, Optional<String> allow) {}

    private static final String JSON = "application/json";

    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeSidecar fake = FakeSidecar.start(Beside.ARENA);
    private Beside real;

    @BeforeEach
    void start() throws IOException {
        real = Beside.start();
    }

    @AfterEach
    void stop() {
        real.close();
        fake.close();
        http.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        GET     | /allow_delete |
        POST    | /allow_delete | {"allowed":true}
        POST    | /allow_delete | {"allowed":false}
        GET     | /shutdown     |
        GET     | /health       |
        PUT     | /v1/players   | {"count":3}
        """)
    void whatIsRightIsAnsweredAlike(String method, String path, @Nullable String body) throws Exception {
        assertThat(alike(method, path, JSON, body).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        GET     | /
        GET     | /nowhere
        GET     | /v1/server/
        GET     | /v1/state
        POST    | /v1/seal
        OPTIONS | /nowhere
        HEAD    | /nowhere
        """)
    void aPathThatIsNotThereIsRefusedAlike(String method, String path) throws Exception {
        assertThat(alike(method, path, JSON, null).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        DELETE  | /allow_delete |
        PUT     | /allow_delete | {"allowed":true}
        POST    | /shutdown     | {}
        DELETE  | /health       |
        POST    | /v1/events    | {}
        PUT     | /v1/server    | {}
        GET     | /v1/players   |
        HEAD    | /v1/players   |
        FROB    | /v1/server    |
        """)
    void aMethodThatIsNotThereIsRefusedAlike(String method, String path, @Nullable String body) throws Exception {
        Answer answer = alike(method, path, JSON, body);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.allow()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        HEAD    | /allow_delete | 200
        HEAD    | /health       | 200
        HEAD    | /v1/events    | 200
        OPTIONS | /allow_delete | 204
        OPTIONS | /v1/players   | 204
        """)
    void headAndOptionsAreAnsweredAlike(String method, String path, int status) throws Exception {
        assertThat(alike(method, path, JSON, null).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        POST /allow_delete | application/json |                     | 400
        POST /allow_delete | application/json | {}                  | 400
        POST /allow_delete | application/json | {"allowed":1}       | 400
        POST /allow_delete | application/json | {"allowed":true     | 400
        PUT /v1/players    | application/json | {"count":-1}        | 400
        PUT /v1/players    | application/json | {"count":1,"of":2}  | 400
        GET /shutdown      | application/json | {}                  | 400
        GET /shutdown      | text/plain       | {}                  | 400
        POST /allow_delete | text/plain       | {"allowed":true}    | 415
        POST /nowhere      | text/plain       | {"allowed":true}    | 404
        """)
    void aBodyThatIsWrongIsRefusedAlike(String route, String mediaType, @Nullable String body, int status)
            throws Exception {
        String[] methodAndPath = route.split(" ", 2);

        assertThat(alike(methodAndPath[0], methodAndPath[1], mediaType, body).status())
                .isEqualTo(status);
    }

    @Test
    void aBodyThatIsTooLongIsRefusedAlike() throws Exception {
        assertThat(alike("POST", "/allow_delete", JSON, " ".repeat(16 * 1024 + 1))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aHoldThatIsTooLateIsRefusedAlike() throws Exception {
        alike("POST", "/allow_delete", JSON, "{\"allowed\":true}");
        real.operator("POST", "/v1/seal", null);
        fake.seal();
        assertThat(alike("POST", "/allow_delete", JSON, "{\"allowed\":false}").body())
                .contains("\"hold\":\"sealed\"");

        real.sidecar().terminate();
        fake.terminate();
        assertThat(alike("POST", "/allow_delete", JSON, "{\"allowed\":false}").status())
                .isEqualTo(409);
    }

    private Answer alike(String method, String path, String mediaType, @Nullable String body) throws Exception {
        Request request = new Request(method, path, mediaType, body);
        Answer answer = answer(URI.create("http://127.0.0.1:" + real.gamePort()), request);
        assertThat(answer(fake.uri(), request)).isEqualTo(answer);
        return answer;
    }

    private record Request(
            String method,
            String path,
            String mediaType,
            @Nullable String body) {}

    private Answer answer(URI sidecar, Request request) throws IOException, InterruptedException {
        HttpRequest.Builder sent = HttpRequest.newBuilder(sidecar.resolve(request.path()))
                .method(
                        request.method(),
                        request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
        if (request.body() != null) {
            sent.header("Content-Type", request.mediaType());
        }
        HttpResponse<String> answer = http.send(sent.build(), BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(),
                answer.body(),
                answer.headers().firstValue("Content-Type"),
                answer.headers().firstValue("Allow"));
    }
}
