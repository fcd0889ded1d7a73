package dev.fermata.local.kubelet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Hands out ports of 127.0.0.1 that nobody listens on.
 *
 * <p>From a range below the one that systems take outgoing connections' ports from, and in a circle through all of it: so a
 * port is still free when the container that it was meant for comes to bind it, and nothing has to be given back.
 */
final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int COUNT = 10_000;

    private int next = ThreadLocalRandom.current().nextInt(COUNT);

    synchronized int take() {
        for (int tries = 0; tries < COUNT; tries++) {
            int port = FIRST + next;
            next = (next + 1) % COUNT;
            if (free(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + FIRST + " to " + (FIRST + COUNT - 1) + " on 127.0.0.1");
    }

    private static boolean free(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
