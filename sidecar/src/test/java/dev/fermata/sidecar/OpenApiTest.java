package dev.fermata.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fermata.sidecar.OpenApi.Operation;
import dev.fermata.sidecar.route.Access;
import dev.fermata.sidecar.route.Route;
import dev.fermata.wire.Limits;
import dev.fermata.wire.OperatorToken;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** The OpenAPI documents are true: each route is in them, and each answer that they promise is given, in the form they promise. */
class OpenApiTest {
    private static final OpenApi GAME = OpenApi.read("game.yaml");
    private static final OpenApi OPERATOR = OpenApi.read("operator.yaml");
    private static final Set<String> MAY_CONFLICT = Set.of("POST /allow_delete", "POST /v1/seal", "PUT /v1/guard");
    private static final String ALLOWED = "{\"allowed\":true}";
    private static final String HELD = "{\"allowed\":false}";
    private static final String WRONG = "{}";

    static final List<Operation> OPERATIONS = Stream.concat(GAME.operations().stream(), OPERATOR.operations().stream())
            .toList();
    static final List<Arguments> ANSWERS = OPERATIONS.stream()
            .flatMap(operation -> operation.statuses().stream().map(status -> Arguments.of(operation, status)))
            .toList();

    private Beside beside;

    @BeforeEach
    void start() throws IOException {
        beside = Beside.start();
    }

    @AfterEach
    void stop() {
        beside.close();
    }

    @Test
    void theDocumentsHaveTheRoutesThatTheListenersHaveAndNoOthers() {
        assertThat(GAME.operations())
                .extracting(Operation::toString)
                .containsExactlyInAnyOrderElementsOf(names(ListenersTest.GAME));
        assertThat(OPERATOR.operations())
                .extracting(Operation::toString)
                .containsExactlyInAnyOrderElementsOf(names(ListenersTest.OPERATOR));
    }

    @ParameterizedTest
    @FieldSource("OPERATIONS")
    void everyAnswerThatARouteCanGiveIsDocumented(Operation operation) {
        Route route = route(operation);
        Set<String> statuses = new TreeSet<>(Set.of("200", "400"));
        if (route.operation() instanceof dev.fermata.sidecar.route.Operation.Taking) {
            statuses.addAll(Set.of("413", "415"));
        }
        if (route.access() instanceof Access.Token) {
            statuses.add("401");
        }
        if (MAY_CONFLICT.contains(operation.toString())) {
            statuses.add("409");
        }

        assertThat(operation.statuses()).isEqualTo(statuses);
        assertThat(operation.isOpen()).isEqualTo(route.access() instanceof Access.Open);
    }

    @ParameterizedTest
    @FieldSource("ANSWERS")
    void everyDocumentedAnswerIsGivenInItsDocumentedForm(Operation operation, String status) {
        for (HttpResponse<String> answer : answers(operation, status)) {
            JsonNode documented = operation.response(status);
            String mediaType = answer.headers().firstValue("Content-Type").orElse("none");
            JsonNode content = documented.path("content").path(mediaType);

            assertThat(answer.statusCode()).as(answer.body()).hasToString(status);
            assertThat(content.isObject()).as(mediaType).isTrue();
            if (mediaType.equals("application/json")) {
                assertThat(operation.document().faults(content.path("schema"), answer.body()))
                        .as(answer.body())
                        .isEmpty();
            }
            documented
                    .path("headers")
                    .fieldNames()
                    .forEachRemaining(header -> assertThat(answer.headers().firstValue(header))
                            .as(header)
                            .isPresent());
        }
    }

    @ParameterizedTest
    @FieldSource("OPERATIONS")
    void everyRequestExampleKeepsItsSchemaAndWhatTheSidecarRefusesDoesNot(Operation operation) {
        for (JsonNode example : operation.examples()) {
            assertThat(operation.document().faults(operation.requestSchema(), example.toString()))
                    .isEmpty();
        }
        if (operation.requestSchema().isObject()) {
            assertThat(operation.document().faults(operation.requestSchema(), WRONG))
                    .isNotEmpty();
            assertThat(operation.document().faults(operation.requestSchema(), "{\"other\":1}"))
                    .isNotEmpty();
        }
    }

    @Test
    void aDrainWithAllItsFieldsIsShownInItsDocumentedForm() {
        beside.operator(
                "PUT",
                "/v1/drain",
                OPERATIONS.stream()
                        .filter(operation -> operation.toString().equals("PUT /v1/drain"))
                        .findFirst()
                        .orElseThrow()
                        .examples()
                        .getFirst()
                        .toString());
        beside.game("PUT", "/v1/players", "{\"count\":3}");
        String document = beside.game("GET", "/v1/server", null).body();

        assertThat(document).contains("\"deadline\":", "\"message\":", "\"players\":3");
        assertThat(GAME.faults(GAME.schemas().path("ServerDocument"), document)).isEmpty();
        assertThat(OPERATOR.faults(
                        OPERATOR.schemas().path("SidecarState"),
                        beside.operator("GET", "/v1/state", null).body()))
                .isEmpty();
    }

    @Test
    void anEventHoldsADocumentInItsDocumentedForm() {
        try (Events events = beside.events()) {
            String data = events.next().getLast().substring("data: ".length());

            assertThat(GAME.faults(GAME.schemas().path("ServerDocument"), data)).isEmpty();
        }
    }

    @Test
    void bothDocumentsSayTheSameOfWhatTheyShare() {
        for (String shared : List.of("DrainNotice", "Error")) {
            assertThat(GAME.schemas().path(shared)).isEqualTo(OPERATOR.schemas().path(shared));
        }
    }

    private List<HttpResponse<String>> answers(Operation operation, String status) {
        boolean takes = operation.requestSchema().isObject();
        return switch (status) {
            case "200" -> good(operation);
            case "400" -> List.of(send(operation, WRONG, "application/json", Beside.TOKEN));
            case "401" -> List.of(send(operation, takes ? WRONG : null, "application/json", "another token"));
            case "409" -> List.of(conflict(operation));
            case "413" ->
                List.of(send(operation, " ".repeat(Limits.MAX_BODY_BYTES + 1), "application/json", Beside.TOKEN));
            case "415" -> List.of(send(operation, WRONG, "text/plain", Beside.TOKEN));
            default -> throw new AssertionError("nobody knows how to be answered " + status);
        };
    }

    private List<HttpResponse<String>> good(Operation operation) {
        List<HttpResponse<String>> answers = new ArrayList<>();
        if (operation.toString().equals("GET /v1/events")) {
            return List.of(beside.game("HEAD", "/v1/events", null));
        }
        if (operation.toString().equals("POST /v1/seal")) {
            beside.game("POST", "/allow_delete", ALLOWED);
        }
        for (JsonNode example : operation.examples()) {
            answers.add(send(operation, example.toString(), "application/json", Beside.TOKEN));
        }
        if (operation.toString().equals("PUT /v1/guard")) {
            for (String guard : List.of("none", "armed", "lifted")) {
                answers.add(send(operation, acknowledgement(instance(), guard), "application/json", Beside.TOKEN));
            }
        }
        if (answers.isEmpty()) {
            answers.add(send(operation, null, "application/json", Beside.TOKEN));
        }
        return answers;
    }

    private HttpResponse<String> conflict(Operation operation) {
        if (operation.toString().equals("POST /allow_delete")) {
            beside.game("POST", "/allow_delete", ALLOWED);
            beside.operator("POST", "/v1/seal", null);
            return send(operation, HELD, "application/json", Beside.TOKEN);
        }
        String body = operation.toString().equals("PUT /v1/guard") ? acknowledgement("another", "none") : null;
        return send(operation, body, "application/json", Beside.TOKEN);
    }

    private String instance() {
        return beside.operator("GET", "/v1/state", null).body().replaceAll(".*\"instance\":\"([^\"]+)\".*", "$1");
    }

    private static String acknowledgement(String instance, String guard) {
        return "{\"instance\":\"" + instance + "\",\"version\":0,\"guard\":\"" + guard + "\"}";
    }

    private HttpResponse<String> send(Operation operation, @Nullable String body, String mediaType, String token) {
        boolean game = operation.document() == GAME;
        HttpRequest.Builder request = beside.request(
                        game ? beside.gamePort() : beside.operatorPort(), operation.method(), operation.path(), null)
                .header("Content-Type", mediaType)
                .header("Authorization", OperatorToken.authorization(token));
        if (body != null) {
            request.method(operation.method(), BodyPublishers.ofString(body));
        }
        return beside.send(request.build());
    }

    private static Route route(Operation operation) {
        return Stream.concat(ListenersTest.GAME.stream(), ListenersTest.OPERATOR.stream())
                .filter(route -> name(route).equals(operation.toString()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no route " + operation));
    }

    private static List<String> names(List<Route> routes) {
        return routes.stream().map(OpenApiTest::name).toList();
    }

    private static String name(Route route) {
        return route.method() + " " + route.path();
    }
}
