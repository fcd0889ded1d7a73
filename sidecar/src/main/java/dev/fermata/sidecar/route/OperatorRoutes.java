package dev.fermata.sidecar.route;

import dev.fermata.sidecar.state.Cell;
import dev.fermata.sidecar.state.State;
import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.ErrorDocument;
import dev.fermata.wire.GuardAcknowledgement;
import dev.fermata.wire.Routes;
import dev.fermata.wire.SealRefusal;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What the operator may do: ask the game to end, seal a permission, acknowledge, read. It can never grant. */
public final class OperatorRoutes {
    private static final String NOT_ALLOWED = "the game has not allowed deletion; wait for its permission, then seal";

    private static final Access OPEN = new Access.Open();

    private final Cell cell;
    private final Access token;
    private final Reply health;
    private final Supplier<String> metrics;

    /**
     * @param cell the state
     * @param tokenSha256 what the operator's token is recognised by
     * @param version what {@code /healthz} names as the version that runs
     * @param metrics gives what {@code /metrics} answers
     */
    public OperatorRoutes(Cell cell, String tokenSha256, String version, Supplier<String> metrics) {
        this.cell = cell;
        this.token = new Access.Token(tokenSha256);
        this.health = Reply.health(version);
        this.metrics = metrics;
    }

    /** All of them. */
    public List<Route> routes() {
        return List.of(
                asking(Method.GET, Routes.STATE, this::state),
                taking(Routes.DRAIN, this::drain),
                asking(Method.DELETE, Routes.DRAIN, () -> changed(State::undrain)),
                asking(Method.POST, Routes.SEAL, this::seal),
                asking(Method.DELETE, Routes.SEAL, () -> changed(State::unseal)),
                taking(Routes.GUARD, this::acknowledge),
                new Route(Method.GET, Routes.METRICS, OPEN, new Operation.Asking(() -> Reply.metrics(metrics.get()))),
                new Route(Method.GET, Routes.HEALTHZ, OPEN, new Operation.Asking(() -> health)));
    }

    private Route asking(Method method, String path, Supplier<Reply> answer) {
        return new Route(method, path, token, new Operation.Asking(answer));
    }

    private Route taking(String path, Function<byte[], Reply> answer) {
        return new Route(Method.PUT, path, token, new Operation.Taking(answer));
    }

    private Reply state() {
        return Reply.ok(cell.get().document());
    }

    private Reply drain(byte[] body) {
        DrainNotice notice = DrainNotice.ofRequest(body);
        return changed(state -> state.drain(notice));
    }

    private Reply seal() {
        State after = cell.change(State::seal).after();
        return after.document().sealed()
                ? Reply.ok(after.document())
                : Reply.document(Reply.CONFLICT, new SealRefusal(NOT_ALLOWED, after.document()));
    }

    private Reply acknowledge(byte[] body) {
        GuardAcknowledgement acknowledgement = GuardAcknowledgement.ofRequest(body);
        State present = cell.get();
        if (!acknowledgement.instance().equals(present.document().instance())) {
            return error(Reply.CONFLICT, "instance: this sidecar has started anew since; read its state again");
        }
        if (acknowledgement.version() > present.version()) {
            return error(Reply.BAD_REQUEST, "version: must be at most " + present.version() + ", the latest there is");
        }
        return changed(state -> state.acknowledge(acknowledgement.version(), acknowledgement.guard()));
    }

    private Reply changed(UnaryOperator<State> wish) {
        return Reply.ok(cell.change(wish).after().document());
    }

    private static Reply error(int status, String error) {
        return Reply.document(status, new ErrorDocument(error));
    }
}
