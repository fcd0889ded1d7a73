package dev.fermata.sidecar.http;

import io.javalin.Javalin;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * One listener: Javalin's servlet in a Jetty server of its own, without sessions, statistics and the rest of what Javalin's own
 * server brings along, which would be a tenth of this program's memory. Two listeners share nothing but the state, so a route of one
 * cannot be reached at the other, and whoever exhausts one does not exhaust the other.
 */
final class Listener implements AutoCloseable {
    /** One buffer holds the longest answer but metrics and the longest drains. */
    static final int BUFFER_BYTES = 4096;

    private static final int MAX_CONNECTIONS = 64;

    /** A thread of its own accepts: with none, Jetty 12.1.12 closes the listening socket when the limit is reached and left often. */
    private static final int ACCEPTORS = 1;

    private static final int MAX_THREADS = 16;
    private static final int IDLE_MILLIS = 75_000;
    private static final int CROWDED_IDLE_MILLIS = 1_000;
    private static final int THREAD_IDLE_MILLIS = 30_000;

    private final Server server;
    private final ServerConnector connector;

    private Listener(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Binds the address; nothing is served yet.
     *
     * @throws IOException if the address cannot be bound
     */
    static Listener bind(Site site, Javalin javalin, Scheduler scheduler) throws IOException {
        Server server =
                new Server(threads(site), scheduler, new ArrayByteBufferPool(0, BUFFER_BYTES, 4 * BUFFER_BYTES, 32));
        ServerConnector connector = connector(server, site);
        server.addConnector(connector);
        NetworkConnectionLimit limit = new NetworkConnectionLimit(MAX_CONNECTIONS, connector);
        limit.setEndPointIdleTimeout(CROWDED_IDLE_MILLIS);
        server.addBean(limit);
        server.setErrorHandler(new JsonErrors());
        server.setHandler(context(javalin));
        connector.open();
        return new Listener(server, connector);
    }

    private static QueuedThreadPool threads(Site site) {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 1, THREAD_IDLE_MILLIS, 0, null, null);
        threads.setName(site.name());
        return threads;
    }

    private static ServerConnector connector(Server server, Site site) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(BUFFER_BYTES);
        http.setResponseHeaderSize(BUFFER_BYTES);
        http.setOutputBufferSize(BUFFER_BYTES);
        HttpConnectionFactory connections = new HttpConnectionFactory(http);
        connections.setInputBufferSize(BUFFER_BYTES);
        ServerConnector connector = new ServerConnector(server, null, null, null, ACCEPTORS, 1, connections);
        InetSocketAddress address = site.address();
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(IDLE_MILLIS);
        return connector;
    }

    private static ServletContextHandler context(Javalin javalin) {
        ServletContextHandler context =
                new ServletContextHandler("/", ServletContextHandler.NO_SESSIONS | ServletContextHandler.NO_SECURITY);
        ServletHolder servlet = new ServletHolder(new Front(javalin.javalinServlet()));
        servlet.setAsyncSupported(true);
        context.addServlet(servlet, "/*");
        return context;
    }

    /** Begins to serve. */
    void start() {
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("a bound server always starts", e);
        }
    }

    /** The port it listens on. */
    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("a server always stops", e);
        }
    }
}
