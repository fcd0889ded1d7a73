package dev.fermata.client.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.wire.ErrorDocument;
import dev.fermata.wire.Guard;
import dev.fermata.wire.Limits;
import dev.fermata.wire.ServerDocument;
import dev.fermata.wire.ServerEvents;
import dev.fermata.wire.ServerIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By another HTTP client than ours. */
class FakeSidecarTest {
    private final FakeSidecar sidecar = FakeSidecar.start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        sidecar.close();
    }

    private HttpResponse<String> send(String route, String contentType, String body)
            throws IOException, InterruptedException {
        String[] methodAndPath = route.split(" ", 2);
        HttpRequest.Builder request = HttpRequest.newBuilder(sidecar.uri().resolve(methodAndPath[1]))
                .method(methodAndPath[0], body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String route, String body) throws IOException, InterruptedException {
        return send(route, "application/json; charset=utf-8", body.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "GET /allow_delete | ~~                          | {'allowed':false}",
                "POST /allow_delete | {'allowed':true}            | {'allowed':true}",
                "POST /allow_delete | {'allowed':false}           | {'allowed':false,'hold':'local'}",
                "GET /shutdown     | ~~                          | {'shutdown':false}",
                "GET /health       | ~~                          | {'status':'ok'}",
                "PUT /v1/players   | {'count':3}                 | {'count':3}"
            })
    void every_route_answers(String route, String body, String answer) throws Exception {
        HttpResponse<String> response = send(route, body);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(answer.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "GET /nowhere      | ~~               | 404 | there is no such path here; there are: /allow_delete,"
                        + " /shutdown, /health, /v1/server, /v1/events, /v1/players",
                "DELETE /allow_delete | ~~               | 405 | this path does not have that method; it has: GET,"
                        + " HEAD, POST",
                "GET /v1/players   | ~~               | 405 | this path does not have that method; it has: PUT",
                "GET /shutdown     | {}               | 400 | this request takes no body: leave it out",
                "POST /allow_delete | {}               | 400 | allowed: is missing; it must be true or false",
                "POST /allow_delete | ~~               | 400 | the document is empty; it must be a JSON object",
                "PUT /v1/players   | {'count':-1}     | 400 | count: must be a whole number from 0 to 1000000,"
                        + " not -1"
            })
    void what_is_wrong_is_refused_as_by_a_real_sidecar(String route, String body, int status, String error)
            throws Exception {
        HttpResponse<String> response = send(route, body);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(ErrorDocument.ofResponse(response.body().getBytes(StandardCharsets.UTF_8))
                        .error())
                .isEqualTo(error);
    }

    @Test
    void bodies_of_another_kind_or_size_are_refused() throws Exception {
        assertThat(send("POST /allow_delete", "text/plain", "{\"allowed\":true}")
                        .statusCode())
                .isEqualTo(415);
        assertThat(send("POST /allow_delete", " ".repeat(Limits.MAX_BODY_BYTES + 1))
                        .statusCode())
                .isEqualTo(413);
        assertThat(sidecar.permissions()).isEmpty();
    }

    @Test
    void a_hold_that_is_too_late_is_a_conflict() throws Exception {
        assertThat(sidecar.seal()).isFalse();
        send("POST /allow_delete", "{'allowed':true}");
        assertThat(sidecar.seal()).isTrue();

        HttpResponse<String> response = send("POST /allow_delete", "{'allowed':false}");

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(response.body()).contains("\"hold\":\"sealed\"");
    }

    @Test
    void events_begin_with_how_things_stand_and_follow_each_change() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(sidecar.uri().resolve("/v1/events")).build();
        try (BufferedReader events = new BufferedReader(new InputStreamReader(
                http.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            assertThat(next(events)).isEqualTo(ServerEvents.event(sidecar.document()));
            sidecar.requestDrain("Rollout");
            assertThat(next(events)).isEqualTo(ServerEvents.event(sidecar.document()));
            sidecar.acknowledgeGuard(Guard.NONE);
            assertThat(next(events)).isEqualTo(ServerEvents.event(sidecar.document()));
        }
    }

    private static String next(BufferedReader events) throws IOException {
        StringBuilder event = new StringBuilder();
        String line = events.readLine();
        while (!line.isEmpty()) {
            event.append(line).append('\n');
            line = events.readLine();
        }
        return event.append('\n').toString();
    }

    @Test
    void a_restart_forgets_everything_but_who_it_is() throws Exception {
        send("POST /allow_delete", "{'allowed':true}");
        send("PUT /v1/players", "{'count':3}");
        sidecar.requestDrain("Rollout");
        ServerDocument before = sidecar.document();
        sidecar.restart();

        ServerDocument after = sidecar.document();

        assertThat(after.identity()).isEqualTo(before.identity());
        assertThat(after.state().toJson())
                .isEqualTo("{\"instance\":\"fake-2\",\"version\":0,\"allowed\":false,\"sealed\":false,"
                        + "\"terminating\":false,\"guard\":\"unknown\"}");
    }

    @Test
    void the_environment_is_that_of_a_games_container() {
        assertThat(sidecar.environment())
                .isEqualTo(Map.of(
                        "FERMATA_URL", sidecar.uri().toString(),
                        "FERMATA_SERVER_NAME", "fake-server-0",
                        "FERMATA_CAPACITY", "16"));
        try (FakeSidecar other = FakeSidecar.start(new ServerIdentity("a", "b", "c", null, null, null))) {
            assertThat(other.environment()).doesNotContainKey("FERMATA_CAPACITY");
        }
    }
}
