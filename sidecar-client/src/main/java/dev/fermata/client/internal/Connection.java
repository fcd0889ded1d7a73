package dev.fermata.client.internal;

import dev.fermata.wire.Headers;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;

/**
 * One request to the sidecar and its answer, over a TCP connection of their own. By hand and not by {@code java.net.http}, because
 * there the timeout ends at the headers, a body may drip for ever, and a module, a selector and a pool of threads come along; and
 * because here no proxy may stand between. Used by one thread; {@link #close} may be called by any, and ends what is under way.
 */
final class Connection implements Closeable {
    private final Endpoint sidecar;
    private final Timing timing;
    private final Socket socket = new Socket(Proxy.NO_PROXY);

    Connection(Endpoint sidecar, Timing timing) {
        this.sidecar = sidecar;
        this.timing = timing;
    }

    /** Sends the request and reads the whole answer. */
    Response exchange(Request request, Patience patience) throws IOException {
        TimedInput input = send(request, patience);
        Head head = Head.read(input);
        return new Response(head.status(), new Body(input, head.length()).readAll());
    }

    /** Sends the request and reads the answer as events, until the connection ends. */
    EventStream follow(Request request) throws IOException {
        TimedInput input = send(request, Patience.BOUNDED);
        Head head = Head.read(input);
        if (head.status() != 200 || !head.contentType().equals(Headers.EVENT_STREAM)) {
            throw new IOException("it answered " + head.status() + " (" + head.contentType() + ") instead of events");
        }
        return new EventStream(input, new Body(input, head.length()), timing.silence());
    }

    private TimedInput send(Request request, Patience patience) throws IOException {
        InetSocketAddress address = new InetSocketAddress(unbracketed(sidecar.host()), sidecar.port());
        if (address.isUnresolved()) {
            throw new UnknownHostException("its name is not known: " + sidecar.host());
        }
        socket.connect(address, (int) timing.exchange().toMillis());
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        socket.getOutputStream().write(request.bytes(sidecar.authority()));
        TimedInput input = new TimedInput(socket);
        if (patience == Patience.UNTIL_HEARD) {
            input.whenever();
            input.await();
        }
        input.within(timing.exchange());
        return input;
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is of no more use either way
        }
    }
}
