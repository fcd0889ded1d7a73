package dev.fermata.operator.autoscaler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fermata.v1alpha1.GameTypeStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator sends and understands is what the OpenAPI document says. */
class WebhookContractTest {
    private static WebhookContract contract;

    @BeforeAll
    static void read() throws IOException {
        contract = WebhookContract.read();
    }

    @Test
    void a_question_about_a_game_type_that_was_just_created_is_as_documented() throws JsonProcessingException {
        String question = question(null);

        assertThat(contract.faultsOfQuestion(question)).isEmpty();
        assertThat(names(question))
                .isEqualTo(contract.names().stream()
                        .filter(name -> !name.equals("capacity"))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void a_question_with_all_that_is_known_has_all_that_is_documented() throws JsonProcessingException {
        GameTypeStatus status = new GameTypeStatus();
        status.setReplicas(5);
        status.setReadyReplicas(4);
        status.setDrainingReplicas(1);
        status.setAllowedReplicas(2);
        status.setPlayers(5_000_000_000L);
        status.setCapacity(6_000_000_000L);

        String question = question(status);

        assertThat(contract.faultsOfQuestion(question)).isEmpty();
        assertThat(names(question)).isEqualTo(contract.names());
        assertThat(question)
                .contains("\"current_replicas\":5", "\"ready_replicas\":4", "\"draining_replicas\":1")
                .contains("\"allowed_replicas\":2", "\"players\":5000000000", "\"capacity\":6000000000");
    }

    @Test
    void a_question_with_each_field_of_a_status_absent_is_as_documented() {
        GameTypeStatus empty = new GameTypeStatus();
        GameTypeStatus counted = new GameTypeStatus();
        counted.setReplicas(5);
        GameTypeStatus playing = new GameTypeStatus();
        playing.setPlayers(5L);

        assertThat(contract.faultsOfQuestion(question(empty))).isEmpty();
        assertThat(contract.faultsOfQuestion(question(counted))).isEmpty();
        assertThat(contract.faultsOfQuestion(question(playing))).isEmpty();
    }

    @Test
    void the_document_refuses_a_question_that_is_none() {
        assertThat(contract.faultsOfQuestion("{}")).hasSize(contract.names().size() - 1);
        assertThat(contract.faultsOfQuestion(question(null).replace("game_name", "gameName")))
                .hasSize(2);
    }

    @Test
    void the_examples_are_as_documented_and_understood() {
        assertThat(contract.exampleQuestions())
                .hasSize(2)
                .allSatisfy(example -> assertThat(contract.faultsOfQuestion(example.toString()))
                        .isEmpty());
        assertThat(contract.exampleAnswers())
                .hasSize(2)
                .allSatisfy(
                        example -> assertThat(isUnderstood(example.toString())).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"scale\": true, \"desired_replicas\": 8}",
                "{\"desired_replicas\": 0, \"scale\": true}",
                "{\"scale\": true, \"desired_replicas\": 2147483647}",
                "{\"scale\": true, \"desired_replicas\": 8, \"because\": {\"of\": [\"evening\"]}}",
                "{\"scale\": false}",
                "{\"scale\": false, \"because\": null}",
                "{\"scale\": false, \"desired_replicas\": 8}",
                "{\"scale\": false, \"desired_replicas\": -1}",
                "{\"scale\": false, \"desired_replicas\": null}",
                "{\"scale\": false, \"desired_replicas\": \"eight\"}",
                " \r\n{\"scale\": false}\n"
            })
    void what_the_document_allows_is_understood(String answer) {
        assertThat(contract.faultsOfAnswer(answer)).isEmpty();
        assertThat(isUnderstood(answer)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "8",
                "\"8\"",
                "[]",
                "[{\"scale\": false}]",
                "{}",
                "<!DOCTYPE html><html><body>502 Bad Gateway</body></html>",
                "{\"scale\": true}",
                "{\"desired_replicas\": 8}",
                "{\"scale\": null, \"desired_replicas\": 8}",
                "{\"scale\": \"true\", \"desired_replicas\": 8}",
                "{\"scale\": 1, \"desired_replicas\": 8}",
                "{\"Scale\": true, \"desired_replicas\": 8}",
                "{\"scale\": true, \"desiredReplicas\": 8}",
                "{\"scale\": true, \"desired_replicas\": null}",
                "{\"scale\": true, \"desired_replicas\": true}",
                "{\"scale\": true, \"desired_replicas\": \"8\"}",
                "{\"scale\": true, \"desired_replicas\": [8]}",
                "{\"scale\": true, \"desired_replicas\": 8.5}",
                "{\"scale\": true, \"desired_replicas\": -1}",
                "{\"scale\": true, \"desired_replicas\": -2147483649}",
                "{\"scale\": true, \"desired_replicas\": 2147483648}",
                "{\"scale\": true, \"desired_replicas\": 4294967304}",
                "{\"scale\": true, \"desired_replicas\": 18446744073709551624}",
                "{\"scale\": true, \"desired_replicas\": 1e400}",
                "{\"scale\": true, \"desired_replicas\": NaN}",
                "{\"scale\": true, \"desired_replicas\": 8",
                "{\"scale\": true, \"desired_replicas\": 8} {}",
                "{\"scale\": true, \"desired_replicas\": 8, \"desired_replicas\": 9}",
                "{'scale': true, 'desired_replicas': 8}"
            })
    void what_the_document_refuses_is_not_understood(String answer) {
        assertThat(contract.faultsOfAnswer(answer)).isNotEmpty();
        assertThat(isUnderstood(answer)).isFalse();
    }

    /** JSON Schema takes 8.0 for 8; the document says in words that it must not be written so. */
    @ParameterizedTest
    @ValueSource(strings = {"8.0", "1e2"})
    void a_whole_number_written_as_a_fraction_is_not_understood(String number) {
        assertThat(isUnderstood("{\"scale\": true, \"desired_replicas\": " + number + "}"))
                .isFalse();
    }

    private static String question(@Nullable GameTypeStatus status) {
        Story story = new Story().wanted(5).counts(status);
        return story.later(Duration.ofSeconds(30)).question().body();
    }

    private static Set<String> names(String json) throws JsonProcessingException {
        Set<String> names = new TreeSet<>();
        new JsonMapper().readTree(json).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static boolean isUnderstood(String answer) {
        return !(WebhookAnswer.read(200, answer.getBytes(StandardCharsets.UTF_8)) instanceof Outcome.Failed);
    }
}
