package dev.fermata.local.kubelet;

import dev.fermata.local.process.Child;
import dev.fermata.local.process.Children;
import dev.fermata.local.process.Command;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the containers of one Pod how they are: httpGet, tcpSocket and exec, as a real kubelet would. */
final class Probes {
    private final PodPorts ports;
    private final Children children;

    Probes(PodPorts ports, Children children) {
        this.ports = ports;
        this.children = children;
    }

    static boolean knows(Probe probe) {
        return probe.getHttpGet() != null || probe.getTcpSocket() != null || probe.getExec() != null;
    }

    /** Whether the container that runs as {@code command} answers as the probe wants it. */
    boolean answers(Probe probe, Command command) {
        int millis = 1000
                * Math.max(1, Optional.ofNullable(probe.getTimeoutSeconds()).orElse(1));
        try {
            if (probe.getHttpGet() != null) {
                return get(probe.getHttpGet(), millis);
            }
            if (probe.getTcpSocket() != null) {
                return connects(probe.getTcpSocket().getPort(), millis);
            }
            return succeeds(probe.getExec().getCommand(), command, millis);
        } catch (IOException | NoSuchElementException failed) {
            return false;
        }
    }

    private boolean get(HTTPGetAction action, int millis) throws IOException {
        String path = action.getPath() == null ? "/" : action.getPath();
        URI uri = URI.create("http://" + PodStatuses.LOOPBACK + ":" + port(action.getPort())
                + (path.startsWith("/") ? path : "/" + path));
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        try {
            connection.setConnectTimeout(millis);
            connection.setReadTimeout(millis);
            connection.setInstanceFollowRedirects(false);
            int status = connection.getResponseCode();
            return status >= 200 && status < 400;
        } finally {
            connection.disconnect();
        }
    }

    private boolean connects(IntOrString port, int millis) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port(port)), millis);
            return true;
        }
    }

    private boolean succeeds(List<String> argv, Command container, int millis) throws IOException {
        Child child =
                children.start(new Command(argv, container.environment(), container.directory(), Path.of("/dev/null")));
        try {
            return child.exit().get(millis, TimeUnit.MILLISECONDS) == 0;
        } catch (TimeoutException late) {
            return false;
        } catch (InterruptedException | ExecutionException odd) {
            throw new IllegalStateException("nobody interrupts probes, and an exit code always comes", odd);
        } finally {
            child.kill();
        }
    }

    private int port(IntOrString port) throws IOException {
        return ports.local(port).orElseThrow(() -> new IOException("no port named " + port.getStrVal()));
    }
}
