package dev.fermata.sidecar.route;

import dev.fermata.sidecar.state.Cell;
import dev.fermata.sidecar.state.State;
import dev.fermata.sidecar.state.Transition;
import dev.fermata.wire.Health;
import dev.fermata.wire.Hold;
import dev.fermata.wire.HoldRefusal;
import dev.fermata.wire.Permission;
import dev.fermata.wire.PermissionAnswer;
import dev.fermata.wire.Players;
import dev.fermata.wire.Routes;
import dev.fermata.wire.ServerDocument;
import dev.fermata.wire.ServerIdentity;
import dev.fermata.wire.Shutdown;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What the game may do: give its permission and take it back, report players, read how things stand. */
public final class GameRoutes {
    private static final String SEALED =
            "too late to hold: this server is about to be deleted; start no match, send players elsewhere and exit";
    private static final String TERMINATING =
            "too late to hold: this server's Pod is being ended; start no match, send players elsewhere and exit";

    private static final Access OPEN = new Access.Open();

    private final Cell cell;
    private final ServerIdentity identity;
    private final Consumer<Hold> refused;

    /**
     * @param cell the state
     * @param identity which Server this is
     * @param refused is told of each hold that came too late, and why
     */
    public GameRoutes(Cell cell, ServerIdentity identity, Consumer<Hold> refused) {
        this.cell = cell;
        this.identity = identity;
        this.refused = refused;
    }

    /** All of them. */
    public List<Route> routes() {
        return List.of(
                asking(Routes.ALLOW_DELETE, () -> Reply.ok(permission())),
                new Route(Method.POST, Routes.ALLOW_DELETE, OPEN, new Operation.Taking(this::permit)),
                asking(
                        Routes.SHUTDOWN,
                        () -> Reply.ok(new Shutdown(cell.get().document().isLeaving()))),
                asking(Routes.HEALTH, () -> Reply.ok(Health.OK)),
                asking(
                        Routes.SERVER,
                        () -> Reply.ok(new ServerDocument(identity, cell.get().document()))),
                new Route(Method.GET, Routes.EVENTS, OPEN, new Operation.Following()),
                new Route(Method.PUT, Routes.PLAYERS, OPEN, new Operation.Taking(this::players)));
    }

    private static Route asking(String path, Supplier<Reply> answer) {
        return new Route(Method.GET, path, OPEN, new Operation.Asking(answer));
    }

    private Permission permission() {
        return cell.get().document().allowed() ? Permission.ALLOWED : Permission.HELD;
    }

    private Reply permit(byte[] body) {
        if (Permission.ofRequest(body).allowed()) {
            cell.change(State::allow);
            return Reply.ok(PermissionAnswer.granted());
        }
        Transition transition = cell.change(State::hold);
        Hold refusal = transition.before().refusal();
        if (refusal == null) {
            return Reply.ok(PermissionAnswer.held(transition.after().standing()));
        }
        refused.accept(refusal);
        return Reply.document(Reply.CONFLICT, new HoldRefusal(refusal == Hold.SEALED ? SEALED : TERMINATING, refusal));
    }

    private Reply players(byte[] body) {
        Players players = Players.ofRequest(body);
        cell.change(state -> state.players(players.count()));
        return Reply.ok(players);
    }
}
