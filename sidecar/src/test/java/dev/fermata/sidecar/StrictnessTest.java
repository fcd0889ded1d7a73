package dev.fermata.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.wire.ErrorDocument;
import dev.fermata.wire.Guard;
import dev.fermata.wire.GuardAcknowledgement;
import dev.fermata.wire.SidecarState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is not as the protocol has it is refused, in JSON, with what would be right, and changes nothing. */
class StrictnessTest {
    private static Beside beside;

    @BeforeAll
    static void start() throws IOException {
        beside = Beside.start();
    }

    @AfterAll
    static void stop() {
        assertThat(beside.operator("GET", "/v1/state", null).body()).contains("\"version\":0,");
        beside.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        POST | /allow_delete | {}                              | allowed: is missing
        POST | /allow_delete | {"allowed": "true"}             | allowed: must be true or false
        POST | /allow_delete | {"allowed": 1}                  | allowed: must be true or false
        POST | /allow_delete | {"allowed": null}               | not null
        POST | /allow_delete | {"allowed": true, "allowed": false} | allowed: is there twice
        POST | /allow_delete | {"Allowed": true}               | Allowed: is not a field
        POST | /allow_delete | {"allowed": true, "why": "x"}   | why: is not a field
        POST | /allow_delete | {"allowed": true}}              | not JSON
        POST | /allow_delete | [true]                          | must be a JSON object
        POST | /allow_delete | true                            | must be a JSON object
        PUT  | /v1/players   | {}                              | count: is missing
        PUT  | /v1/players   | {"count": -1}                   | count: must be
        PUT  | /v1/players   | {"count": 1000001}              | count: must be
        PUT  | /v1/players   | {"count": 1.5}                  | count: must be
        PUT  | /v1/players   | {"count": "1"}                  | count: must be
        PUT  | /v1/players   | {"count": null}                 | count: must be a whole number, not null
        PUT  | /v1/players   | {"count": 1, "count": 2}        | count: is there twice
        PUT  | /v1/players   | {"count": 1, "max": 2}          | max: is not a field
        PUT  | /v1/players   | {"count": 1}}                   | not JSON
        PUT  | /v1/players   | [1]                             | must be a JSON object
        PUT  | /v1/players   |                                 | the document is empty
        """)
    void aBadBodyOfTheGameIsRefusedByTheNameOfItsField(String method, String path, @Nullable String body, String told) {
        refused(beside.game(method, path, body), 400, told);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /v1/drain | {}                                                      | reason: is missing
        /v1/drain | {"reason": "ScaleDown"}                                 | requestedAt: is missing
        /v1/drain | {"reason": "scale down", "requestedAt": "2026-01-31T12:00:00Z"} | reason: must be
        /v1/drain | {"reason": 1, "requestedAt": "2026-01-31T12:00:00Z"}    | reason: must be a text, not a number
        /v1/drain | {"reason": "ScaleDown", "requestedAt": "yesterday"}     | requestedAt: must be
        /v1/drain | {"reason": "ScaleDown", "requestedAt": 0}               | requestedAt: must be a text
        /v1/drain | {"reason": "ScaleDown", "requestedAt": "2026-01-31T12:00:00Z", "deadline": "soon"} | deadline: must be
        /v1/drain | {"reason": "ScaleDown", "requestedAt": "2026-01-31T12:00:00Z", "deadline": null} | deadline: must not be null
        /v1/drain | {"reason": "ScaleDown", "requestedAt": "2026-01-31T12:00:00Z", "message": " "} | message: must be a text
        /v1/drain | {"reason": "ScaleDown", "requestedAt": "2026-01-31T12:00:00Z", "force": true} | force: is not a field
        /v1/drain | {"reason": "ScaleDown", "reason": "Rollout"}            | reason: is there twice
        /v1/drain | {"reason": "ScaleDown"                                  | not JSON
        /v1/drain | "ScaleDown"                                             | must be a JSON object
        /v1/drain |                                                         | the document is empty
        /v1/guard | {}                                                      | instance: is missing
        /v1/guard | {"instance": "x", "guard": "none"}                      | version: is missing
        /v1/guard | {"instance": "x", "version": 0}                         | guard: is missing
        /v1/guard | {"instance": "x", "version": 0, "guard": "unknown"}     | guard: must be
        /v1/guard | {"instance": "x", "version": 0, "guard": true}          | guard: must be a text
        /v1/guard | {"instance": "x", "version": -1, "guard": "none"}       | version: must be
        /v1/guard | {"instance": "x", "version": "0", "guard": "none"}      | version: must be a whole number, not a text
        /v1/guard | {"instance": "x y", "version": 0, "guard": "none"}      | instance: must be
        /v1/guard | {"instance": "x", "version": 0, "guard": "none", "allowed": true} | allowed: is not a field
        /v1/guard | {"instance": "x", "instance": "y"}                      | instance: is there twice
        /v1/guard | {"instance": "x", "version": 0, "guard": "none"}}       | not JSON
        /v1/guard | []                                                      | must be a JSON object
        /v1/guard |                                                         | the document is empty
        """)
    void aBadBodyOfTheOperatorIsRefusedByTheNameOfItsField(String path, @Nullable String body, String told) {
        refused(beside.operator("PUT", path, body), 400, told);
    }

    @Test
    void aVersionThatIsStillToComeIsNotAcknowledged() {
        String state = beside.operator("GET", "/v1/state", null).body();
        String instance =
                SidecarState.ofResponse(state.getBytes(StandardCharsets.UTF_8)).instance();
        String ahead = new GuardAcknowledgement(instance, 1, Guard.NONE).toJson();

        refused(beside.operator("PUT", "/v1/guard", ahead), 400, "version: must be at most 0");
    }

    @Test
    void aBodyIsNeitherMissingNorWhereNoneBelongs() {
        refused(beside.game("POST", "/allow_delete", null), 400, "the document is empty");
        refused(beside.operator("POST", "/v1/seal", "{}"), 400, "takes no body");
        refused(beside.operator("DELETE", "/v1/drain", "{}"), 400, "takes no body");
        refused(beside.operator("GET", "/v1/state", "x"), 400, "takes no body");
        refused(
                beside.send(beside.request(beside.gamePort(), "GET", "/health", null)
                        .method("GET", chunked("x"))
                        .build()),
                400,
                "takes no body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/json; charset=utf-16",
                "application/xml"
            })
    void anotherMediaTypeIsRefused(String mediaType) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + beside.gamePort() + "/allow_delete"))
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofString("{\"allowed\":true}"))
                .build();

        refused(beside.send(request), 415, "Content-Type: application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON ; charset=\"UTF-8\"", "application/json; version=1"})
    void jsonIsTakenUnderEveryNameItHas(String mediaType) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + beside.gamePort() + "/allow_delete"))
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofString("{\"allowed\":false}"))
                .build();

        assertThat(beside.send(request).statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyWithoutAMediaTypeIsTakenForJson() throws IOException {
        assertThat(raw(
                        beside.gamePort(),
                        "POST /allow_delete HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 17\r\n\r\n"
                                + "{\"allowed\":false}"))
                .startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void aCompressedBodyIsRefused() {
        HttpRequest request = beside.request(beside.gamePort(), "POST", "/allow_delete", "{\"allowed\":true}")
                .header("Content-Encoding", "gzip")
                .build();

        refused(beside.send(request), 415, "Content-Encoding");
    }

    @Test
    void aBodyThatIsTooLongIsRefused() {
        String blanks = " ".repeat(16 * 1024);
        HttpRequest chunked = beside.request(beside.gamePort(), "POST", "/allow_delete", null)
                .header("Content-Type", "application/json")
                .POST(chunked(blanks + "{\"allowed\":true}"))
                .build();

        refused(beside.game("POST", "/allow_delete", blanks + "{\"allowed\":true}"), 413, "at most 16384 bytes");
        refused(beside.send(chunked), 413, "at most 16384 bytes");
        refused(beside.game("POST", "/allow_delete", blanks.repeat(60)), 413, "at most 16384 bytes");
        assertThat(beside.game("POST", "/allow_delete", blanks.substring(17) + "{\"allowed\":false}")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        DELETE | /allow_delete | GET, HEAD, POST, OPTIONS
        PUT    | /allow_delete | GET, HEAD, POST, OPTIONS
        POST   | /shutdown     | GET, HEAD, OPTIONS
        POST   | /v1/events    | GET, HEAD, OPTIONS
        GET    | /v1/players   | PUT, OPTIONS
        HEAD   | /v1/players   | PUT, OPTIONS
        FROB   | /v1/server    | GET, HEAD, OPTIONS
        BEFORE | /v1/server    | GET, HEAD, OPTIONS
        """)
    void anotherMethodIsRefusedWithThoseThatThereAre(String method, String path, String allow) {
        refusedMethod(method, beside.game(method, path, null), allow);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        POST   | /v1/state | GET, HEAD, OPTIONS
        GET    | /v1/drain | PUT, DELETE, OPTIONS
        HEAD   | /v1/drain | PUT, DELETE, OPTIONS
        POST   | /v1/drain | PUT, DELETE, OPTIONS
        GET    | /v1/seal  | POST, DELETE, OPTIONS
        PUT    | /v1/seal  | POST, DELETE, OPTIONS
        GET    | /v1/guard | PUT, OPTIONS
        POST   | /metrics  | GET, HEAD, OPTIONS
        DELETE | /healthz  | GET, HEAD, OPTIONS
        FROB   | /v1/guard | PUT, OPTIONS
        BEFORE | /v1/state | GET, HEAD, OPTIONS
        """)
    void anotherMethodOfTheOperatorIsRefusedWithThoseThatThereAre(String method, String path, String allow) {
        refusedMethod(method, beside.operator(method, path, null), allow);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/state/", "/V1/state", "/v1/seals", "/v1/server", "/allow_delete"})
    void anotherPathOfTheOperatorIsRefusedWithThoseThatThereAre(String path) {
        String told = "/v1/state, /v1/drain, /v1/seal, /v1/guard, /metrics, /healthz";

        refused(beside.operator("GET", path, null), 404, told);
        refused(beside.operator("POST", path, "{}"), 404, told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/server/", "/V1/server", "/v1/servers", "/v1/server;x=1"})
    void anotherPathIsRefusedWithThoseThatThereAre(String path) {
        refused(beside.game("GET", path, null), 404, "/allow_delete, /shutdown");
    }

    @Test
    void aMethodInAHeaderIsNotObeyed() {
        HttpRequest request = beside.request(beside.gamePort(), "POST", "/allow_delete", "{\"allowed\":true}")
                .header("X-HTTP-Method-Override", "GET")
                .build();

        refused(beside.send(request), 400, "X-HTTP-Method-Override");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/allow_delete", "/shutdown", "/health", "/v1/server", "/v1/events"})
    void headAnswersAsGetDoesWithoutABody(String path) {
        HttpResponse<String> head = beside.game("HEAD", path, null);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Type"))
                .contains(path.equals("/v1/events") ? "text/event-stream" : "application/json");
    }

    @Test
    void optionsTellsWhatThereIs() {
        HttpResponse<String> options = beside.operator("OPTIONS", "/v1/seal", null);

        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Allow")).contains("POST, DELETE, OPTIONS");
        assertThat(options.headers().firstValue("Content-Type")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET /health HTTP/1.1\r\n\r\n",
                "GET /health HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1%2fserver HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1//server HTTP/1.1\r\nHost: x\r\n\r\n"
            })
    void whatIsNotHttpIsRefusedInJsonToo(String request) throws IOException {
        String answer = raw(beside.gamePort(), request);

        assertThat(answer).startsWith("HTTP/1.1 ").contains("Content-Type: application/json");
        assertThat(ErrorDocument.ofResponse(
                                answer.substring(answer.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.UTF_8))
                        .error())
                .startsWith("the request was not understood");
    }

    @Test
    void headersThatAreTooLongAreRefused() throws IOException {
        String answer =
                raw(beside.gamePort(), "GET /health HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(10_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 431 ").contains("Content-Type: application/json");
    }

    private static void refusedMethod(String method, HttpResponse<String> response, String allow) {
        assertThat(response.headers().firstValue("Allow")).contains(allow);
        if (method.equals("HEAD")) {
            assertThat(response.statusCode()).isEqualTo(405);
        } else {
            refused(response, 405, "it has: " + allow.replace(", OPTIONS", ""));
        }
    }

    private static void refused(HttpResponse<String> response, int status, String told) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(ErrorDocument.ofResponse(response.body().getBytes(StandardCharsets.UTF_8))
                        .error())
                .contains(told);
    }

    private static HttpRequest.BodyPublisher chunked(String body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String raw(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
