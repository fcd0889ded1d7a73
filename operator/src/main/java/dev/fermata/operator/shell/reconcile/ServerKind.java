package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.shell.act.Cached;
import dev.fermata.operator.shell.act.Effects;
import dev.fermata.operator.shell.act.Manner;
import dev.fermata.operator.shell.act.Memory;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.kube.OwnWrites;
import dev.fermata.operator.shell.part.ControllerPart;
import dev.fermata.operator.shell.part.Part;
import dev.fermata.v1alpha1.Server;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The controller of Servers. */
public final class ServerKind {
    static final String NAME = "Server";
    private static final int THREADS = 24;

    private final Environment environment;
    private final Memory memory = new Memory();
    private final Primaries<Server> servers;
    private final Wakes<Server> wakes;

    /**
     * Prepares the controller.
     *
     * @param gone hears of Servers that are no more
     */
    public ServerKind(Environment environment, Consumer<Server> gone) {
        this.environment = environment;
        this.servers = new Primaries<>(new OwnWrites<>(environment.clock()));
        this.wakes = new Wakes<>(Server.class, servers, server -> {
            memory.forget(server.getMetadata().getUid());
            gone.accept(server);
        });
    }

    /** Has the Server at this place looked at, if there is one. */
    public void wake(ObjectKey place) {
        wakes.wake(place);
    }

    /** Whether there is a Server with this uid at this place, as far as is known. */
    public boolean has(ObjectKey place, String uid) {
        return servers.get(place)
                .filter(server -> server.getMetadata().getUid().equals(uid))
                .isPresent();
    }

    /** All Servers; none while the controller does not run. */
    public Stream<Server> servers() {
        return servers.stream();
    }

    /** Whether the controller runs. */
    public boolean isRunning() {
        return wakes.isRunning();
    }

    /** Has all Servers looked at. */
    public void wakeAll() {
        wakes.wakeAll();
    }

    /** The controller. */
    public Part part() {
        Effects.Known known = new Effects.Known(
                environment.pods(),
                new Cached<>(Server.class, servers::get, servers.ownWrites()),
                environment.noFleets(),
                environment.noGameTypes(),
                environment.noScalers());
        Turn turn = environment.turn(Manner.IN_ORDER, known, memory);
        ServerObserver observer =
                new ServerObserver(environment.clock(), environment.around(), memory, environment.installation());
        return new ControllerPart<>(
                environment.frame(),
                new ControllerPart.Description<>(
                        NAME,
                        List.of(WatchedTypes.PODS, WatchedTypes.NODES),
                        Server.class,
                        Optional.empty(),
                        Selections::plain,
                        THREADS,
                        () -> new ServerReconciler(servers, observer, turn, wakes),
                        config -> config.withOnUpdateFilter(ServerReconciler::matters)));
    }
}
