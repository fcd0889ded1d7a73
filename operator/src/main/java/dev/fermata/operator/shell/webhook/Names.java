package dev.fermata.operator.shell.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/** Looks names up. */
@FunctionalInterface
public interface Names {

    /** All addresses of a host, which may be an address itself. May take as long as it likes. */
    List<InetAddress> addresses(String host) throws UnknownHostException;

    /** Labels that the search domain of a cluster completes: of a Service, or of a Pod behind one. */
    Pattern SERVICE = Pattern.compile("[^.]+(\\.[^.]+)+\\.svc", Pattern.CASE_INSENSITIVE);

    /** By the system's resolver. */
    static Names ofSystem() {
        return host -> List.of(InetAddress.getAllByName(whole(host)));
    }

    /**
     * A host as the resolver is told it. It is taken for a whole name, so that by no search domain of this Pod's {@code matchmaker} or
     * {@code matchmaker.lobby} is a Service: what leads to one ends in {@code .svc}, which is none of the Internet's, or in the cluster's domain.
     */
    static String whole(String host) {
        boolean literal = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        boolean asItIs = literal
                || host.endsWith(".")
                || host.equalsIgnoreCase("localhost")
                || SERVICE.matcher(host).matches();
        return asItIs ? host : host + ".";
    }
}
