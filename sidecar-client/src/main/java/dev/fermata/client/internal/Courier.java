package dev.fermata.client.internal;

import dev.fermata.wire.Headers;
import dev.fermata.wire.Hold;
import dev.fermata.wire.HoldRefusal;
import dev.fermata.wire.Permission;
import dev.fermata.wire.PermissionAnswer;
import dev.fermata.wire.Routes;
import dev.fermata.wire.ServerDocument;
import dev.fermata.wire.WireException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries what lies on the {@link Desk} to the sidecar, one request at a time, and the answers back. One thread. */
final class Courier implements Runnable {
    private final Desk desk;
    private final Endpoint sidecar;
    private final Timing timing;
    private @Nullable Connection connection;
    private boolean closed;
    private boolean troubled;

    Courier(Desk desk, Endpoint sidecar, Timing timing) {
        this.desk = desk;
        this.sidecar = sidecar;
        this.timing = timing;
    }

    @Override
    public void run() {
        try {
            for (Task task = desk.next(); task != null; task = desk.next()) {
                perform(task);
            }
        } catch (InterruptedException e) {
            // nobody but close() ends this thread, and it does so by the desk: whoever interrupts wants it to end
            Thread.currentThread().interrupt();
            desk.close();
        }
    }

    private void perform(Task task) {
        if (task instanceof Task.Tell tell) {
            tell(tell.permission());
        } else if (task instanceof Task.Count count) {
            count(count);
        } else if (task instanceof Task.Fetch fetch) {
            Optional<ServerDocument> document = fetch();
            fetch.readers().forEach(reader -> reader.complete(document));
        }
    }

    private void tell(Permission permission) {
        try {
            Response response = exchange(Request.send("POST", Routes.ALLOW_DELETE, permission), Patience.UNTIL_HEARD);
            if (response.status() == 409 && !permission.allowed()) {
                desk.refused(HoldRefusal.ofResponse(response.body()).hold());
            } else {
                desk.taken(hold(permission, response));
            }
            troubled = false;
        } catch (IOException | WireException e) {
            desk.permissionFailed();
            trouble(e);
        }
    }

    private static Hold hold(Permission permission, Response response) throws IOException {
        expectOk(response);
        PermissionAnswer answer = PermissionAnswer.ofResponse(response.body());
        if (answer.allowed() != permission.allowed()) {
            throw new IOException("it answered with another permission than it was told");
        }
        return answer.hold() == null ? Hold.UNANSWERED : answer.hold();
    }

    private void count(Task.Count count) {
        try {
            expectOk(exchange(Request.send("PUT", Routes.PLAYERS, count.players()), Patience.BOUNDED));
            desk.playersTaken();
            troubled = false;
        } catch (IOException e) {
            desk.playersFailed();
            trouble(e);
        }
    }

    private Optional<ServerDocument> fetch() {
        try {
            Response response = exchange(Request.get(Routes.SERVER, Headers.JSON), Patience.BOUNDED);
            expectOk(response);
            return Optional.of(ServerDocument.ofResponse(response.body()));
        } catch (IOException | WireException e) {
            trouble(e);
            return Optional.empty();
        }
    }

    private static void expectOk(Response response) throws IOException {
        if (response.status() != 200) {
            throw new IOException("it answered " + response.status());
        }
    }

    private Response exchange(Request request, Patience patience) throws IOException {
        try (Connection opened = new Connection(sidecar, timing)) {
            synchronized (this) {
                if (closed) {
                    throw new IOException("the client was closed");
                }
                connection = opened;
            }
            return opened.exchange(request, patience);
        }
    }

    /** Said once, until something succeeds again. */
    private void trouble(Exception e) {
        synchronized (this) {
            if (closed || troubled) {
                return;
            }
        }
        troubled = true;
        Log.LOGGER.log(
                Level.WARNING,
                "The sidecar at {0} does not take what this game says; trying again until it does: {1}",
                sidecar,
                e.getMessage());
    }

    /** Ends what is under way. The {@link Desk} is closed first. */
    synchronized void close() {
        closed = true;
        if (connection != null) {
            connection.close();
        }
    }
}
