package dev.fermata.sidecar.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.fermata.wire.EnvironmentVariables;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How it ends: the game is told, and has its say for as long as it is there. */
class EndProcessTest {
    private static final Duration QUICK = Duration.ofSeconds(8);
    private static final Map<String, String> LONG_LINGER = Map.of(EnvironmentVariables.LINGER_SECONDS, "50");

    @Test
    void withoutAGameItEndsAtOnce() {
        try (Program program = Program.running(Program.FLAGS, LONG_LINGER)) {
            Duration taken = end(program);

            assertThat(taken).isLessThan(QUICK);
            assertThat(program.output()).contains("terminating version=1", "ended because=game-gone");
        }
    }

    @Test
    void aGameThatFollowsIsToldAndServedUntilItIsGone() throws IOException {
        try (Program program = Program.running(Program.FLAGS, LONG_LINGER)) {
            try (Socket game = follow(program)) {
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(game.getInputStream(), StandardCharsets.UTF_8));
                awaitLine(lines, "\"terminating\":false");
                program.sigterm();
                awaitLine(lines, "\"terminating\":true");

                assertThat(program.game("GET", "/shutdown", null).body()).isEqualTo("{\"shutdown\":true}");
                assertThat(program.game("POST", "/allow_delete", "{\"allowed\":false}")
                                .body())
                        .contains("\"hold\":\"terminating\"");
                await().during(Duration.ofSeconds(2)).until(program::isAlive);
            }
            long gone = System.nanoTime();
            assertThat(program.exitCode()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - gone)).isLessThan(QUICK);
        }
    }

    @Test
    void inAPodAGameThatPollsIsServedUntilItPollsNoMore() {
        Map<String, String> pod = Map.of(
                EnvironmentVariables.LINGER_SECONDS, "50", EnvironmentVariables.NUDGE_URL, "http://127.0.0.1:1/nudge");
        try (Program program = Program.running(Program.FLAGS, pod)) {
            program.game("GET", "/shutdown", null);
            program.sigterm();
            await().pollInterval(Duration.ofMillis(200))
                    .during(Duration.ofSeconds(3))
                    .until(() -> program.game("GET", "/health", null).statusCode() == 200);
            long gone = System.nanoTime();
            assertThat(program.exitCode()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - gone)).isLessThan(QUICK);
        }
    }

    @Test
    void aGameThatDoesNotGoIsWaitedForAsLongAsTheLinger() throws IOException {
        try (Program program = Program.running(Program.FLAGS, Map.of(EnvironmentVariables.LINGER_SECONDS, "2"));
                Socket game = follow(program)) {
            assertThat(game.isConnected()).isTrue();
            Duration taken = end(program);

            assertThat(taken)
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(2).plus(QUICK));
            assertThat(program.output()).contains("ended because=linger-over");
        }
    }

    @Test
    void aSecondSignalEndsTheWaiting() throws IOException {
        try (Program program = Program.running(Program.FLAGS, LONG_LINGER);
                Socket game = follow(program)) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(game.getInputStream(), StandardCharsets.UTF_8));
            program.sigterm();
            awaitLine(lines, "\"terminating\":true");
            Duration taken = end(program);

            assertThat(taken).isLessThan(QUICK);
            assertThat(program.output()).contains("ended because=signalled-again");
        }
    }

    private static Duration end(Program program) {
        long start = System.nanoTime();
        program.sigterm();
        assertThat(program.exitCode()).isZero();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Socket follow(Program program) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), program.gamePort());
        socket.setSoTimeout((int) QUICK.toMillis());
        socket.getOutputStream()
                .write("GET /v1/events HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        await().atMost(QUICK)
                .until(() -> program.operator("GET", "/metrics").body().contains("fermata_sidecar_event_streams 1"));
        return socket;
    }

    private static void awaitLine(BufferedReader lines, String part) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.contains(part)) {
            line = lines.readLine();
        }
        assertThat(List.of(String.valueOf(line))).singleElement().asString().contains(part);
    }
}
