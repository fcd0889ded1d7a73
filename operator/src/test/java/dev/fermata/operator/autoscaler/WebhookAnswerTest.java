package dev.fermata.operator.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a webhook says, and what it is taken for. */
class WebhookAnswerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"scale\": true, \"desired_replicas\": 8} | 8",
                "{\"scale\": true, \"desired_replicas\": 0} | 0",
                "{\"scale\": true, \"desired_replicas\": 2147483647} | 2147483647",
                "{\"scale\": true, \"desired_replicas\": 3, \"because\": \"evening\"} | 3"
            })
    void a_whole_number_is_what_is_wanted(String body, int replicas) {
        assertThat(read(200, body)).isEqualTo(new Outcome.Wants(replicas));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"scale\": false}",
                "{\"scale\": false, \"desired_replicas\": 8}",
                "{\"scale\": false, \"desired_replicas\": \"what\"}"
            })
    void scale_false_wants_nothing_changed_whatever_the_number(String body) {
        assertThat(read(200, body)).isEqualTo(new Outcome.Holds());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "null",
                "8",
                "[]",
                "{}",
                "<html><body>Welcome</body></html>",
                "{\"scale\": true}",
                "{\"scale\": true, \"desired_replicas\": null}",
                "{\"scale\": true, \"desired_replicas\": \"8\"}",
                "{\"scale\": true, \"desired_replicas\": 8.0}",
                "{\"scale\": true, \"desired_replicas\": 8.5}",
                "{\"scale\": true, \"desired_replicas\": 1e2}",
                "{\"scale\": true, \"desired_replicas\": NaN}",
                "{\"scale\": true, \"desired_replicas\": -1}",
                "{\"scale\": true, \"desired_replicas\": 2147483648}",
                "{\"scale\": true, \"desired_replicas\": 99999999999999999999999}",
                "{\"scale\": \"true\", \"desired_replicas\": 8}",
                "{\"scale\": 1, \"desired_replicas\": 8}",
                "{\"desired_replicas\": 8}",
                "{\"scale\": true, \"desired_replicas\": 8",
                "{\"scale\": true, \"desired_replicas\": 8} {}",
                "{\"scale\": true, \"scale\": false, \"desired_replicas\": 8}"
            })
    void anything_else_is_not_understood(String body) {
        assertThat(trouble(200, body)).isEqualTo(Trouble.NOT_UNDERSTOOD);
    }

    @ParameterizedTest
    @CsvSource({
        "204, NOT_UNDERSTOOD",
        "301, REDIRECTED",
        "302, REDIRECTED",
        "307, REDIRECTED",
        "400, REFUSED",
        "404, REFUSED",
        "500, REFUSED",
        "503, REFUSED"
    })
    void a_status_other_than_success_is_no_answer(int status, Trouble trouble) {
        String body = status == 204 ? "" : "{\"scale\": true, \"desired_replicas\": 8}";

        assertThat(trouble(status, body)).isEqualTo(trouble);
    }

    @Test
    void what_was_sent_is_not_repeated() {
        Outcome outcome = read(200, "{\"scale\": \"aws-secret-key\"}");

        assertThat(outcome.toString()).doesNotContain("aws-secret-key");
    }

    private static @Nullable Trouble trouble(int status, String body) {
        return read(status, body) instanceof Outcome.Failed(Trouble trouble, String why) ? trouble : null;
    }

    private static Outcome read(int status, String body) {
        return WebhookAnswer.read(status, body.getBytes(StandardCharsets.UTF_8));
    }
}
