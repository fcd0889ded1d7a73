package dev.fermata.sidecar.nudge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import dev.fermata.sidecar.metrics.Metrics;
import dev.fermata.sidecar.state.Cell;
import dev.fermata.sidecar.state.State;
import dev.fermata.wire.Guard;
import dev.fermata.wire.Nudge;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NudgeSenderTest {
    private static final Nudge NUDGE = new Nudge("games", "arena-0", "u-1");

    private final Cell cell = new Cell(State.initial("i-1"));
    private final Metrics metrics = new Metrics();

    @Test
    void aNudgeIsAPlainPostOfTheServersNames() throws IOException {
        try (Operator operator = Operator.answering("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")) {
            int status = post(operator.url("/v1/nudge?a=b"), 5_000).send();

            assertThat(status).isEqualTo(202);
            assertThat(operator.requests())
                    .containsExactly("POST /v1/nudge?a=b HTTP/1.1\r\n"
                            + "Host: 127.0.0.1:" + operator.port() + "\r\n"
                            + "Content-Type: application/json\r\n"
                            + "Content-Length: 50\r\n"
                            + "Connection: close\r\n\r\n"
                            + NUDGE.toJson());
        }
    }

    @Test
    void aNudgeIsRepeatedUntilTheOperatorAcknowledgesAndNoLonger() throws IOException {
        try (Operator operator = Operator.answering("HTTP/1.1 202 Accepted\r\n\r\n");
                NudgeSender sender = NudgeSender.start(cell, operator.url("/"), NUDGE, metrics)) {
            assertThat(sender).isNotNull();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> operator.requests().size() >= 2);
            cell.change(state -> state.acknowledge(0, Guard.NONE));
            int known = operator.requests().size();
            await().during(Duration.ofMillis(2_500))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> operator.requests().size() <= known + 1);
            int before = operator.requests().size();
            cell.change(State::allow);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> operator.requests().size() > before);
        }
    }

    @Test
    void anOperatorThatIsAwayIsTriedAgain() throws IOException {
        URI nobody;
        try (Operator gone = Operator.answering("")) {
            nobody = gone.url("/");
        }
        try (NudgeSender sender = NudgeSender.start(cell, nobody, NUDGE, metrics)) {
            assertThat(sender).isNotNull();
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> page().contains("fermata_sidecar_nudges_total{outcome=\"failed\"} 2"));
        }
    }

    @Test
    void anAnswerThatIsNotHttpIsAFailure() throws IOException {
        try (Operator operator = Operator.answering("SSH-2.0-OpenSSH_9.2\r\n")) {
            assertThatIOException()
                    .isThrownBy(() -> post(operator.url("/"), 5_000).send())
                    .withMessage("the answer is not HTTP/1.1");
        }
    }

    @Test
    void aConnectionThatEndsWithoutAnAnswerIsAFailure() throws IOException {
        try (Operator operator = Operator.answering("")) {
            assertThatIOException()
                    .isThrownBy(() -> post(operator.url("/"), 5_000).send())
                    .withMessageContaining("without an answer");
        }
    }

    @Test
    void anAnswerThatDripsIsCutOffAtTheDeadline() throws IOException {
        try (Operator operator = Operator.dripping()) {
            long start = System.nanoTime();
            assertThatIOException()
                    .isThrownBy(() -> post(operator.url("/"), 300).send());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        }
    }

    private String page() {
        return metrics.page("1", cell.get(), 0);
    }

    private static NudgePost post(URI url, long deadlineMillis) {
        return new NudgePost(url, NUDGE, Duration.ofMillis(deadlineMillis));
    }
}
