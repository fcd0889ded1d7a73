package dev.fermata.client.testing;

import dev.fermata.wire.ErrorDocument;
import dev.fermata.wire.Health;
import dev.fermata.wire.Hold;
import dev.fermata.wire.HoldRefusal;
import dev.fermata.wire.Permission;
import dev.fermata.wire.PermissionAnswer;
import dev.fermata.wire.Players;
import dev.fermata.wire.Routes;
import dev.fermata.wire.Shutdown;
import dev.fermata.wire.WireException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a {@link FakeSidecar} answers: the game's routes, and no others. */
final class FakeRoutes {
    private record Path(String path, List<String> methods) {
        Path(String path, String... methods) {
            this(path, List.of(methods));
        }

        String told() {
            return String.join(", ", methods);
        }
    }

    private static final List<Path> PATHS = List.of(
            new Path(Routes.ALLOW_DELETE, "GET", "HEAD", "POST"),
            new Path(Routes.SHUTDOWN, "GET", "HEAD"),
            new Path(Routes.HEALTH, "GET", "HEAD"),
            new Path(Routes.SERVER, "GET", "HEAD"),
            new Path(Routes.EVENTS, "GET", "HEAD"),
            new Path(Routes.PLAYERS, "PUT"));

    private final FakeState state;

    FakeRoutes(FakeState state) {
        this.state = state;
    }

    /** What is answered whatever the body may be; null where a route takes it from there. */
    static @Nullable FakeAnswer withoutRoute(String method, String path) {
        for (Path known : PATHS) {
            if (known.path().equals(path)) {
                return known.methods().contains(method) ? null : withoutMethod(method, known);
            }
        }
        String paths = PATHS.stream().map(Path::path).collect(Collectors.joining(", "));
        return FakeAnswer.error(404, "there is no such path here; there are: " + paths);
    }

    private static FakeAnswer withoutMethod(String method, Path path) {
        String allow = path.told() + ", OPTIONS";
        return method.equals("OPTIONS")
                ? new FakeAnswer(204, null, allow)
                : new FakeAnswer(
                        405, new ErrorDocument("this path does not have that method; it has: " + path.told()), allow);
    }

    FakeAnswer answer(String method, String path, byte[] body) {
        try {
            return takesBody(method) ? write(path, body) : read(path);
        } catch (WireException e) {
            return FakeAnswer.error(400, String.valueOf(e.getMessage()));
        }
    }

    static boolean takesBody(String method) {
        return method.equals("POST") || method.equals("PUT");
    }

    private FakeAnswer read(String path) {
        return switch (path) {
            case Routes.ALLOW_DELETE ->
                FakeAnswer.of(200, new Permission(state.document().state().allowed()));
            case Routes.SHUTDOWN ->
                FakeAnswer.of(200, new Shutdown(state.document().state().isLeaving()));
            case Routes.HEALTH -> FakeAnswer.of(200, Health.OK);
            default -> FakeAnswer.of(200, state.document());
        };
    }

    private FakeAnswer write(String path, byte[] body) {
        if (path.equals(Routes.PLAYERS)) {
            Players players = Players.ofRequest(body);
            state.players(players.count());
            return FakeAnswer.of(200, players);
        }
        Hold hold = state.permit(Permission.ofRequest(body));
        if (hold == null) {
            return FakeAnswer.of(200, PermissionAnswer.granted());
        }
        if (hold.isHeld()) {
            return FakeAnswer.of(200, PermissionAnswer.held(hold));
        }
        return FakeAnswer.of(
                409,
                new HoldRefusal(
                        hold == Hold.SEALED
                                ? "too late to hold: this server is about to be deleted; start no match, send players"
                                        + " elsewhere and exit"
                                : "too late to hold: this server's Pod is being ended; start no match, send players"
                                        + " elsewhere and exit",
                        hold));
    }
}
