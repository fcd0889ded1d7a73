package dev.fermata.operator.shell.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.shell.ManualClock;
import dev.fermata.operator.shell.config.OperatorConfig.Listen;
import dev.fermata.wire.Nudge;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
            HttpResponse<String> response = post(nonsense);

            assertThat(response.statusCode()).as(nonsense).isEqualTo(400);
            assertThat(response.body()).startsWith("{\"error\":\"");
        }
        assertThat(heard).isEmpty();
    }

    @Test
    void onlyPostIsPossible() throws Exception {
        HttpResponse<String> response = send(request("/v1/nudge").GET());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("POST");
    }

    @Test
    void otherPathsAreNotServed() throws Exception {
        for (String path : List.of("/", "/v1/nudge/", "/v1/nudge/x", "/v1")) {
            assertThat(send(request(path).POST(BodyPublishers.ofString(GOOD))).statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
    }

    @Test
    void aLongBodyIsRefused() throws Exception {
        assertThat(post(" ".repeat(17 * 1024) + GOOD).statusCode()).isEqualTo(413);
    }

    @Test
    void whoDoesNotLookAfterServersSaysSo() throws Exception {
        listening = false;

        assertThat(post(GOOD).statusCode()).isEqualTo(503);
        assertThat(heard).isEmpty();
    }

    @Test
    void moreThanAThousandNudgesASecondAreNotHeard() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            post(GOOD);
        }

        assertThat(post(GOOD).statusCode()).isEqualTo(429);
        assertThat(heard).hasSize(1_000);

        clock.pass(java.time.Duration.ofSeconds(1));
        assertThat(post(GOOD).statusCode()).isEqualTo(202);
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
