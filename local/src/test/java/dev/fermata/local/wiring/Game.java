package dev.fermata.local.wiring;

import dev.fermata.sidecar.route.Method;
import dev.fermata.sidecar.route.Operation;
import dev.fermata.sidecar.route.OperatorRoutes;
import dev.fermata.sidecar.route.Reply;
import dev.fermata.sidecar.route.Route;
import dev.fermata.sidecar.state.Cell;
import dev.fermata.sidecar.state.News;
import dev.fermata.sidecar.state.State;
import dev.fermata.sidecar.state.Transition;
import dev.fermata.wire.ErrorDocument;
import dev.fermata.wire.SidecarState;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A game and its sidecar: the sidecar's own state and operator-facing routes, and in place of the game's process a test. */
final class Game {
    private static final AtomicInteger INSTANCES = new AtomicInteger();
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private final String tokenSha256;
    private final Runnable nudge;
    private volatile Cell cell;
    private volatile List<Route> routes;
    private volatile Voice voice = Voice.ANSWERING;
    private volatile boolean kept;

    /** What becomes of a question of the operator's. */
    enum Voice {
        ANSWERING,
        /** The connection breaks. */
        BREAKING_OFF,
        /** The connection stays, and nothing ever comes. */
        HANGING
    }

    Game(String tokenSha256, Runnable nudge) {
        this.tokenSha256 = tokenSha256;
        this.nudge = nudge;
        this.cell = cell();
        this.routes = new OperatorRoutes(cell, tokenSha256, "test", () -> "").routes();
    }

    private Cell cell() {
        Cell fresh = new Cell(State.initial("i" + INSTANCES.incrementAndGet()));
        fresh.listen(this::changed);
        return fresh;
    }

    private void changed(Transition transition) {
        if (transition.after().news() != News.NONE) {
            nudge.run();
        }
    }

    /** The game allows deletion. */
    void allow() {
        cell.change(State::allow);
    }

    /** The game takes its permission back, if it is not too late. */
    void hold() {
        cell.change(State::hold);
    }

    /** The sidecar answers nobody any more, until it is woken. */
    void fallSilent() {
        voice = Voice.BREAKING_OFF;
    }

    /** The sidecar takes each call and never answers it, until it is woken; what it took by then stays without an answer. */
    void hang() {
        voice = Voice.HANGING;
    }

    void wake() {
        voice = Voice.ANSWERING;
    }

    Voice voice() {
        return voice;
    }

    /** A call was taken that is never answered. */
    void keep() {
        kept = true;
    }

    /** Whether a call was taken that is never answered. */
    boolean keeps() {
        return kept;
    }

    /** The sidecar starts anew and remembers nothing. */
    void restart() {
        Cell fresh = cell();
        routes = new OperatorRoutes(fresh, tokenSha256, "test", () -> "").routes();
        cell = fresh;
        nudge.run();
    }

    SidecarState state() {
        return cell.get().document();
    }

    Reply answer(Request request) {
        for (Route route : routes) {
            if (route.path().equals(request.path()) && route.method() == request.method()) {
                return route.access().admits(request.authorization())
                        ? answer(route.operation(), request.body())
                        : Reply.document(UNAUTHORIZED, new ErrorDocument("show the operator's token"));
            }
        }
        return Reply.document(NOT_FOUND, new ErrorDocument("nothing is served here"));
    }

    /** What the operator asks. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Request(Method method, String path, @Nullable String authorization, byte[] body) {}

    private static Reply answer(Operation operation, byte[] body) {
        return switch (operation) {
            case Operation.Taking taking -> taking.answer().apply(body);
            case Operation.Asking asking -> asking.answer().get();
            case Operation.Following following -> throw new IllegalStateException("the operator follows no stream");
        };
    }
}
