package dev.fermata.example.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asked as the operator asks: the questions are those of the OpenAPI, which the operator is tested against. */
@ParameterizedClass
@EnumSource(Webhooks.class)
class WebhookTest {
    private static final int FREE = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameter
    @SuppressWarnings("NullAway.Init") // set by JUnit
    Webhooks webhook;

    @SuppressWarnings("NullAway.Init") // set before each
    private Webhooks.Running running;

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        webhook.isThere();
        running = webhook.start(FREE);
    }

    @AfterEach
    void end() {
        running.close();
    }

    @Test
    void the_questions_of_the_openapi_are_answered() throws Exception {
        JsonNode examples = new YAMLMapper()
                .readTree(Path.of("../docs/reference/openapi/webhook.yaml").toFile())
                .at("/paths/~1/post/requestBody/content/application~1json/examples");

        assertThat(ask(examples.at("/evening/value")))
                .as("5 ready, 2 of them free")
                .isEqualTo(answer("{'scale': true, 'desired_replicas': 5}"));
        assertThat(ask(examples.at("/justCreated/value"))).isEqualTo(answer("{'scale': true, 'desired_replicas': 2}"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        # current/ready/allowed, desired, what
        2/2/2, 2, all are free
        2/2/1, 3, a match began
        3/2/1, 3, the third is on its way and is not ordered again
        5/5/5, 2, all matches are over
        9/9/0, 11, every one is busy
        5/3/2, 5, none is sent away while some start
        2147483647/2147483647/0, 2147483647, no more can be said
        """)
    void so_many_are_kept_free(String numbers, int desired, String what) throws Exception {
        ObjectNode question = question(numbers);

        assertThat(ask(question))
                .as(what)
                .isEqualTo(JSON.createObjectNode().put("scale", true).put("desired_replicas", desired));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "servers, please",
                "[]",
                "null",
                "{\"game_name\": \"duel\"",
                "{}",
                "{\"current_replicas\": 1, \"ready_replicas\": 1, \"allowed_replicas\": -1}",
                "{\"current_replicas\": 1, \"ready_replicas\": 1.5, \"allowed_replicas\": 1}",
                "{\"current_replicas\": \"1\", \"ready_replicas\": 1, \"allowed_replicas\": 1}",
                "{\"current_replicas\": true, \"ready_replicas\": 1, \"allowed_replicas\": 1}",
                "{\"current_replicas\": 2147483648, \"ready_replicas\": 1, \"allowed_replicas\": 1}"
            })
    void what_is_no_question_is_refused_in_a_line(String body) throws Exception {
        HttpResponse<String> response = post(body);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).hasSizeLessThan(200).doesNotContain("\tat ", "Traceback", "Exception");
        assertThat(ask(question("2/2/2"))).as("it goes on").isNotNull();
    }

    private static ObjectNode question(String numbers) {
        List<Integer> read = Stream.of(numbers.split("/")).map(Integer::valueOf).toList();
        return JSON.createObjectNode()
                .put("game_name", "duel")
                .put("current_replicas", read.get(0))
                .put("ready_replicas", read.get(1))
                .put("draining_replicas", 0)
                .put("allowed_replicas", read.get(2))
                .put("players", 0)
                .put("request_id", "q");
    }

    private static JsonNode answer(String json) throws IOException {
        return JSON.readTree(json.replace('\'', '"'));
    }

    private JsonNode ask(JsonNode question) throws Exception {
        HttpResponse<String> response = post(question.toString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(running.uri())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
