package dev.fermata.client.testing;

import dev.fermata.wire.Health;
import dev.fermata.wire.Hold;
import dev.fermata.wire.HoldRefusal;
import dev.fermata.wire.Permission;
import dev.fermata.wire.PermissionAnswer;
import dev.fermata.wire.Players;
import dev.fermata.wire.Routes;
import dev.fermata.wire.Shutdown;
import dev.fermata.wire.WireException;

/** What a {@link FakeSidecar} answers: the game's routes, and no others. */
final class FakeRoutes {
    private final FakeState state;

    FakeRoutes(FakeState state) {
        this.state = state;
    }

    FakeAnswer answer(String method, String path, byte[] body) {
        String right = switch (path) {
            case Routes.ALLOW_DELETE -> "GET, POST";
            case Routes.SHUTDOWN, Routes.HEALTH, Routes.SERVER, Routes.EVENTS -> "GET";
            case Routes.PLAYERS -> "PUT";
            default -> "";
        };
        if (right.isEmpty()) {
            return FakeAnswer.error(404, "there is no such route");
        }
        if (!right.contains(method)) {
            return new FakeAnswer(
                    405, FakeAnswer.error(405, "this route takes " + right).document(), right);
        }
        try {
            return method.equals("GET") ? read(path) : write(path, body);
        } catch (WireException e) {
            return FakeAnswer.error(400, String.valueOf(e.getMessage()));
        }
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
