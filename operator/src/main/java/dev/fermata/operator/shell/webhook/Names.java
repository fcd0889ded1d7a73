package dev.fermata.operator.shell.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks names up. */
@FunctionalInterface
public interface Names {

    /** All addresses of a host, which may be an address itself. May take as long as it likes. */
    List<InetAddress> addresses(String host) throws UnknownHostException;

    /**
     * By the system's resolver. A name with a dot in it is taken for a whole one: no search domain of this Pod's is tried, so that a URL's
     * host is not by surprise a Service's short name.
     */
    static Names ofSystem() {
        return host -> {
            boolean literal = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
            boolean whole = literal || host.indexOf('.') < 0 || host.endsWith(".");
            return List.of(InetAddress.getAllByName(whole ? host : host + "."));
        };
    }
}
