package dev.fermata.operator.shell.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.shell.ManualClock;
import dev.fermata.operator.shell.config.OperatorConfig.Listen;
import dev.fermata.wire.ErrorDocument;
import dev.fermata.wire.Nudge;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NudgeListenerTest {
    private static final String GOOD = new Nudge("games", "arena-0", "u1").toJson();

    private final List<Nudge> heard = new CopyOnWriteArrayList<>();
    private final ManualClock clock = new ManualClock();
    private boolean listening = true;
    private final NudgeListener listener =
            new NudgeListener(new Listen("127.0.0.1", 0, 0), clock, () -> listening, heard::add);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.shutdownNow();
        listener.close();
    }

    @Test
    void aNudgeIsHeard() throws Exception {
        assertThat(post(GOOD).statusCode()).isEqualTo(202);
        assertThat(heard).containsExactly(new Nudge("games", "arena-0", "u1"));
    }

    @Test
    void nonsenseIsRefusedWithWhatWouldBeRight() throws Exception {
        for (String nonsense : List.of("", "hello", "[]", "{}", "{\"name\":3}", GOOD.replace("}", ",\"more\":1}"))) {
            refused(post(nonsense), 400, "");
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void onlyPostIsPossible() throws Exception {
        for (String method : List.of("GET", "PUT", "DELETE", "FROB")) {
            HttpResponse<String> response = send(request("/v1/nudge").method(method, BodyPublishers.ofString(GOOD)));

            refused(response, 405, "only POST is possible here");
            assertThat(response.headers().firstValue("Allow")).contains("POST");
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void headIsRefusedWithoutABody() throws Exception {
        HttpResponse<String> response = send(request("/v1/nudge").HEAD());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void otherPathsAreNotServed() throws Exception {
        for (String path : List.of("/", "/v1/nudge/", "/v1/nudge/x", "/v1")) {
            refused(send(request(path).POST(BodyPublishers.ofString(GOOD))), 404, "nothing is served here");
            refused(send(request(path).GET()), 404, "nothing is served here");
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void aLongBodyIsRefused() throws Exception {
        refused(post(" ".repeat(17 * 1024) + GOOD), 413, "at most 16384 bytes");
    }

    @Test
    void whoDoesNotLookAfterServersSaysSo() throws Exception {
        listening = false;

        refused(post(GOOD), 503, "try again");
        assertThat(heard).isEmpty();
    }

    @Test
    void moreThanAThousandNudgesASecondAreNotHeard() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            post(GOOD);
        }

        refused(post(GOOD), 429, "try again");
        assertThat(heard).hasSize(1_000);

        clock.pass(Duration.ofSeconds(1));
        assertThat(post(GOOD).statusCode()).isEqualTo(202);
    }

    /** As the sidecar's listeners refuse, too. */
    private static void refused(HttpResponse<String> response, int status, String told) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        ErrorDocument error = ErrorDocument.ofResponse(response.body().getBytes(StandardCharsets.UTF_8));
        assertThat(error.error()).contains(told);
        assertThat(response.body()).isEqualTo(error.toJson());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return send(request("/v1/nudge").POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
