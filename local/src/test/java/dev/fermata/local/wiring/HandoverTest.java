package dev.fermata.local.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.shell.FermataOperator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two operators at one API server: one works, the other knows all and does nothing, until it is its turn. */
class HandoverTest {
    private final World world;
    private final HttpClient http = HttpClient.newHttpClient();

    HandoverTest() throws IOException {
        world = new World("servers", "fleets", "gametypes", "gameautoscalers");
    }

    @AfterEach
    void end() {
        http.close();
        world.close();
    }

    @Test
    void the_second_stands_by_and_goes_on_where_the_first_stops() {
        FermataOperator first = world.startCandidate("first", () -> {});
        world.eventually(() -> ready(first).endsWith("leading\n"));
        FermataOperator second = world.startCandidate("second", () -> {});
        world.eventually(second::isComplete);
        world.eventually(() -> ready(second).contains("standing by; the leader is first_"));
        world.createFleet("arena", 2);
        world.awaitReady("arena-0", "arena-1");
        assertThat(metrics(second)).contains("fermata_leader 0.0").doesNotContain("fermata_sidecar_calls");

        world.scale("arena", 1);
        world.awaitWaiting("arena-0", "AwaitingPermission");
        first.close();
        world.game("arena-0").allow();

        world.eventually(() -> ready(second).endsWith("leading\n"));
        world.awaitServers("arena-1");
        assertThat(metrics(second)).contains("fermata_leader 1.0");
        second.close();
    }

    private String ready(FermataOperator operator) {
        return get(operator, "/readyz");
    }

    private String metrics(FermataOperator operator) {
        return get(operator, "/metrics");
    }

    private String get(FermataOperator operator, String path) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + operator.healthPort() + path);
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
