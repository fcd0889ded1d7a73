package dev.fermata.client.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The port of a {@link FakeSidecar}, and its connections: a daemon thread for each, for tests have few. Shares its
 * state's lock, so that a connection that is dropped changes nothing any more.
 */
final class FakeListener {
    private final FakeState state;
    private final ServerSocket server = new ServerSocket();
    private final Set<Socket> open = new HashSet<>();
    private boolean refusing;

    FakeListener(FakeState state) throws IOException {
        this.state = state;
        server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
        start("fake-sidecar", this::listen);
    }

    int port() {
        return server.getLocalPort();
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (true) {
            try {
                Socket socket = server.accept();
                if (keep(socket)) {
                    start("fake-sidecar-connection", () -> serve(socket));
                } else {
                    socket.close();
                }
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new FakeConnection(this, state, socket).serve();
        } catch (IOException e) {
            // the client went away, or the connection was dropped: what tests are about
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            forget(socket);
        }
    }

    private boolean keep(Socket socket) {
        synchronized (state) {
            return !refusing && open.add(socket);
        }
    }

    private void forget(Socket socket) {
        synchronized (state) {
            open.remove(socket);
            state.leaves(socket);
        }
    }

    /** Does something that a connection asked for, unless the connection was dropped. */
    <T> T whileOpen(Socket socket, Supplier<T> work) throws IOException {
        synchronized (state) {
            if (!open.contains(socket)) {
                throw new IOException("the connection was dropped");
            }
            return work.get();
        }
    }

    void drop() {
        synchronized (state) {
            for (Socket socket : List.copyOf(open)) {
                close(socket);
                forget(socket);
            }
        }
    }

    /** Forgets all, between two connections. */
    void restart() {
        synchronized (state) {
            state.restart();
            drop();
        }
    }

    /** Connections are dropped as soon as they come: the port stays ours, which it would not if nobody listened. */
    void refuse() {
        synchronized (state) {
            refusing = true;
            drop();
        }
    }

    void accept() {
        synchronized (state) {
            refusing = false;
        }
    }

    void close() {
        refuse();
        try {
            server.close();
        } catch (IOException e) {
            // it is of no more use either way
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no more use either way
        }
    }
}
