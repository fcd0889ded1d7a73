package dev.fermata.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.fermata.wire.Nudge;
import dev.fermata.wire.SidecarState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the sidecar says by itself. */
class NudgesTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final List<Nudge> nudges = new CopyOnWriteArrayList<>();
    private HttpServer operator;

    @BeforeEach
    void start() throws IOException {
        operator = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        operator.createContext("/v1/nudge", exchange -> {
            nudges.add(Nudge.ofRequest(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        operator.start();
    }

    @AfterEach
    void stop() {
        operator.stop(0);
    }

    @Test
    void theOperatorIsToldOfTheStartAndOfAPermissionUntilItAcknowledgesEach() throws IOException {
        URI url = URI.create("http://127.0.0.1:" + operator.getAddress().getPort() + "/v1/nudge");
        try (Beside beside = Beside.start(url)) {
            await().atMost(SOON).until(() -> nudges.size() >= 2);
            assertThat(nudges).containsOnly(new Nudge("games", "arena-0", "u-1"));
            acknowledge(beside);

            int before = nudges.size();
            beside.game("POST", "/allow_delete", "{\"allowed\":true}");
            await().atMost(SOON).until(() -> nudges.size() >= before + 2);
        }
    }

    @Test
    void aSidecarWithoutAnAddressSendsNothing() throws IOException {
        try (Beside beside = Beside.start()) {
            beside.game("POST", "/allow_delete", "{\"allowed\":true}");

            assertThat(beside.operator("GET", "/metrics", null).body())
                    .contains("nudges_total{outcome=\"taken\"} 0", "nudges_total{outcome=\"failed\"} 0");
        }
    }

    private static void acknowledge(Beside beside) {
        SidecarState state = SidecarState.ofResponse(
                beside.operator("GET", "/v1/state", null).body().getBytes(StandardCharsets.UTF_8));
        String body =
                "{\"instance\":\"" + state.instance() + "\",\"version\":" + state.version() + ",\"guard\":\"none\"}";
        assertThat(beside.operator("PUT", "/v1/guard", body).statusCode()).isEqualTo(200);
    }
}
