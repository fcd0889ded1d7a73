package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.shell.act.Cached;
import dev.fermata.operator.shell.act.Effects;
import dev.fermata.operator.shell.act.Kinship;
import dev.fermata.operator.shell.act.Manner;
import dev.fermata.operator.shell.act.Memory;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.kube.OwnWrites;
import dev.fermata.operator.shell.kube.Watched;
import dev.fermata.operator.shell.part.ControllerPart;
import dev.fermata.operator.shell.part.Part;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The controller of Fleets. */
public final class FleetKind {
    private static final String NAME = "Fleet";
    private static final int THREADS = 8;
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int TURNS_PER_PERIOD = 10;

    private final Environment environment;
    private final Watched<Server> servers;
    private final Memory memory = new Memory();
    private final Primaries<Fleet> fleets;
    private final FleetObserver observer;
    private final Wakes<Fleet> wakes;

    /**
     * Prepares the controller.
     *
     * @param servers the Servers of Fleets
     */
    public FleetKind(Environment environment, Watched<Server> servers) {
        this.environment = environment;
        this.servers = servers;
        this.fleets = new Primaries<>(new OwnWrites<>(environment.clock()));
        this.observer = new FleetObserver(environment.clock(), environment.around(), servers, memory);
        this.wakes = new Wakes<>(
                Fleet.class,
                fleets,
                fleet -> observer.forget(fleet.getMetadata().getUid()));
        servers.listen(new Watched.Listener<>() {
            @Override
            public void changed(Server server) {
                wakeFleetOf(server);
            }

            @Override
            public void gone(Server server) {
                wakeFleetOf(server);
            }
        });
    }

    /** Has the Fleets that have Servers on this node looked at. */
    public void nodeChanged(Node node) {
        servers.byIndex(Selections.BY_NODE, node.getMetadata().getName()).forEach(this::wakeFleetOf);
    }

    private void wakeFleetOf(Server server) {
        Kinship.controller(server)
                .filter(owner -> HasMetadata.getKind(Fleet.class).equals(owner.getKind()))
                .ifPresent(owner -> wakes.wake(ObjectKey.of(server).sibling(owner.getName())));
    }

    /** Has all Fleets looked at. */
    public void wakeAll() {
        wakes.wakeAll();
    }

    /** The controller. */
    public Part part() {
        Effects.Known known = new Effects.Known(
                environment.pods(),
                new Cached<>(Server.class, servers::get, servers.ownWrites()),
                new Cached<>(Fleet.class, fleets::get, fleets.ownWrites()),
                environment.noGameTypes(),
                environment.noScalers());
        Turn turn = environment.turn(Manner.EACH_BY_ITSELF, known, memory);
        String image = environment.installation().config().sidecar().image();
        return new ControllerPart<>(
                environment.frame(),
                new ControllerPart.Description<>(
                        NAME,
                        List.of(WatchedTypes.FLEETS_SERVERS, WatchedTypes.NODES),
                        Fleet.class,
                        Optional.empty(),
                        Selections::plain,
                        THREADS,
                        () -> new FleetReconciler(fleets, observer, image, turn, wakes),
                        config -> config.withOnUpdateFilter(Wakes::isWished)
                                .withRateLimiter(new LinearRateLimiter(PERIOD, TURNS_PER_PERIOD))));
    }
}
