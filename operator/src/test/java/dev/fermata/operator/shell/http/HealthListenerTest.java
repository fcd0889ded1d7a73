package dev.fermata.operator.shell.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.shell.config.OperatorConfig.Listen;
import dev.fermata.operator.shell.http.HealthListener.Readiness;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthListenerTest {
    private Readiness readiness = new Readiness(true, "Server: running\n");
    private final HealthListener listener =
            new HealthListener(new Listen("127.0.0.1", 0, 0), () -> readiness, type -> "metrics as " + type);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.shutdownNow();
        listener.close();
    }

    @Test
    void itIsHealthyWhetherOrNotItIsReady() throws Exception {
        readiness = new Readiness(false, "Server: not running: its CRD is missing\n");

        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).isEqualTo("Server: not running: its CRD is missing\n");
    }

    @Test
    void whoIsReadySaysWhatRuns() throws Exception {
        HttpResponse<String> response = get("/readyz");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("Server: running\n");
    }

    @Test
    void metricsComeInTheFormatThatIsAskedFor() throws Exception {
        assertThat(get("/metrics").body()).isEqualTo("metrics as text/plain; version=0.0.4; charset=utf-8");
        assertThat(send(request("/metrics").header("Accept", "application/openmetrics-text;version=1.0.0"))
                        .body())
                .startsWith("metrics as application/openmetrics-text");
    }

    @Test
    void nothingElseIsPossible() throws Exception {
        assertThat(send(request("/healthz").POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(405);
        assertThat(get("/").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + listener.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
