package dev.fermata.local.apiserver;

import java.io.IOException;
import java.util.List;

/** The four kinds, as they are installed. */
final class FermataKinds {
    private static final List<String> PLURALS = List.of("servers", "fleets", "gametypes", "gameautoscalers");

    private FermataKinds() {}

    /** A new API server that has them. */
    static SimulatedApiServer serve() throws IOException {
        SimulatedApiServer server = SimulatedApiServer.start();
        PLURALS.forEach(plural -> server.createFromClassPath("/crds/" + plural + ".fermata.dev.yaml"));
        return server;
    }
}
