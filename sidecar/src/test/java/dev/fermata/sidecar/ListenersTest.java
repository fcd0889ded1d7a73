package dev.fermata.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.sidecar.route.Access;
import dev.fermata.sidecar.route.GameRoutes;
import dev.fermata.sidecar.route.OperatorRoutes;
import dev.fermata.sidecar.route.Route;
import dev.fermata.sidecar.state.Cell;
import dev.fermata.sidecar.state.State;
import dev.fermata.wire.OperatorToken;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Each listener serves its own routes and no other's, to those who may. */
class ListenersTest {
    private static final Cell CELL = new Cell(State.initial("i-1"));
    static final List<Route> GAME = new GameRoutes(CELL, Beside.ARENA, why -> {}).routes();
    static final List<Route> OPERATOR =
            new OperatorRoutes(CELL, OperatorToken.sha256(Beside.TOKEN), "1", () -> "").routes();
    static final List<Route> GUARDED = OPERATOR.stream()
            .filter(route -> route.access() instanceof Access.Token)
            .toList();

    private static Beside beside;

    @BeforeAll
    static void start() throws IOException {
        beside = Beside.start();
    }

    @AfterAll
    static void stop() {
        beside.close();
    }

    @ParameterizedTest
    @FieldSource("GAME")
    void noRouteOfTheGameIsReachedByTheOperator(Route route) {
        HttpResponse<String> response = beside.operator(route.method().name(), route.path(), "{}");

        assertThat(response.statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @FieldSource("OPERATOR")
    void noRouteOfTheOperatorIsReachedByTheGame(Route route) {
        HttpRequest request = beside.request(beside.gamePort(), route.method().name(), route.path(), "{}")
                .header("Authorization", OperatorToken.authorization(Beside.TOKEN))
                .build();

        assertThat(beside.send(request).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @FieldSource("GUARDED")
    void aRouteOfTheOperatorNeedsItsToken(Route route) {
        assertThat(with(route, null).statusCode()).isEqualTo(401);
        assertThat(with(route, "Bearer").statusCode()).isEqualTo(401);
        assertThat(with(route, "Bearer ").statusCode()).isEqualTo(401);
        assertThat(with(route, "Bearer " + OperatorToken.sha256(Beside.TOKEN)).statusCode())
                .isEqualTo(401);
        assertThat(with(route, "Bearer " + Beside.TOKEN + "x").statusCode()).isEqualTo(401);
        assertThat(with(route, "Basic " + Beside.TOKEN).statusCode()).isEqualTo(401);
        assertThat(with(route, null).headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(with(route, "bearer " + Beside.TOKEN).statusCode()).isNotEqualTo(401);
    }

    private static HttpResponse<String> with(Route route, @Nullable String authorization) {
        HttpRequest.Builder request =
                beside.request(beside.operatorPort(), route.method().name(), route.path(), null);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return beside.send(request.build());
    }
}
