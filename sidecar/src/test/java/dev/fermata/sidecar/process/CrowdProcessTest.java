package dev.fermata.sidecar.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What a careless game or a hostile neighbour may do to a sidecar with its 12 MB of heap: not end it, and not shut others out. */
class CrowdProcessTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int CROWD = 300;
    private static final int WRITERS = 16;

    @Test
    void manyFollowersThatNeverReadDoNotExhaustIt() throws IOException {
        List<Socket> followers = new ArrayList<>();
        try (Program program = Program.running()) {
            for (int i = 0; i < CROWD; i++) {
                followers.add(open(program, "GET /v1/events HTTP/1.1\r\nHost: x\r\n\r\n"));
            }
            for (int i = 0; i < 1_000; i++) {
                program.operator("PUT", "/v1/drain", drain(i));
            }
            assertServes(program);
            assertThat(program.operator("GET", "/metrics").body())
                    .containsPattern("fermata_sidecar_event_streams 1?[0-9]\n");
        } finally {
            close(followers);
        }
    }

    @Test
    void bodiesOfEverySizeAtOnceDoNotExhaustIt() throws Exception {
        try (Program program = Program.running();
                ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> written = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                int size = (i % 3 == 0 ? 1 : i % 3 == 1 ? 16 : 2_048) * 1024;
                written.add(writers.submit(() -> upload(program, size)));
            }
            for (Future<?> each : written) {
                each.get();
            }
            assertServes(program);
        }
    }

    @Test
    void connectionsThatSayNothingOrHalfARequestDoNotShutOthersOut() throws IOException {
        List<Socket> silent = new ArrayList<>();
        try (Program program = Program.running()) {
            for (int i = 0; i < CROWD; i++) {
                silent.add(open(program, i % 2 == 0 ? "" : "GET /health HTTP/1.1\r\nHos"));
            }
            assertServes(program);
        } finally {
            close(silent);
        }
    }

    private static void assertServes(Program program) {
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> program.game("GET", "/health", null).statusCode() == 200);
        assertThat(program.game("POST", "/allow_delete", "{\"allowed\":true}").statusCode())
                .isEqualTo(200);
        assertThat(program.operator("GET", "/v1/state").body()).contains("\"allowed\":true");
        assertThat(program.isAlive()).isTrue();
        assertThat(program.output()).doesNotContain("OutOfMemory", "ERROR", "WARN");
    }

    private static String drain(int number) {
        return "{\"reason\":\"Rollout\",\"message\":\"" + "m".repeat(900) + number
                + "\",\"requestedAt\":\"2026-01-31T12:00:00Z\"}";
    }

    /** A body that is too long is refused, or cut off, while it is being written: either is right. */
    private static void upload(Program program, int size) {
        String head = "POST /allow_delete HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                + (size % 2048 == 0
                        ? "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(size) + "\r\n"
                        : "Content-Length: " + size + "\r\n\r\n");
        try (Socket socket = open(program, head)) {
            OutputStream out = socket.getOutputStream();
            byte[] part = " ".repeat(1024).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < size / part.length; i++) {
                out.write(part);
            }
        } catch (IOException e) {
            assertThat(size).isGreaterThanOrEqualTo(16 * 1024);
        }
    }

    private static Socket open(Program program, String start) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), program.gamePort());
        socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
