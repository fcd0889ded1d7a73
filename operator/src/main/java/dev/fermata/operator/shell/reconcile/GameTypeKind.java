package dev.fermata.operator.shell.reconcile;

import dev.fermata.api.Labels;
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
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The controller of GameTypes. */
public final class GameTypeKind {
    private static final String NAME = "GameType";
    private static final int THREADS = 4;
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int TURNS_PER_PERIOD = 10;

    private final Environment environment;
    private final Watched<Fleet> fleets;
    private final Memory memory = new Memory();
    private final Primaries<GameType> gameTypes;
    private final GameTypeObserver observer;
    private final Wakes<GameType> wakes;

    /**
     * Prepares the controller.
     *
     * @param fleets those of GameTypes
     * @param servers those of Fleets
     */
    public GameTypeKind(Environment environment, Watched<Fleet> fleets, Watched<Server> servers) {
        this.environment = environment;
        this.fleets = fleets;
        this.gameTypes = new Primaries<>(new OwnWrites<>(environment.clock()));
        FleetServers members = new FleetServers(environment.around(), servers);
        this.observer = new GameTypeObserver(environment.clock(), fleets, members, memory);
        this.wakes = new Wakes<>(
                GameType.class,
                gameTypes,
                gameType -> memory.forget(gameType.getMetadata().getUid()));
        fleets.listen(new Waking<>(fleet -> Kinship.controller(fleet)
                .ifPresent(
                        owner -> memory.free(owner.getUid(), fleet.getMetadata().getName()))));
        servers.listen(new Waking<>(server -> {}));
    }

    private void wakeGameTypeOf(HasMetadata object) {
        Optional.ofNullable(object.getMetadata().getLabels())
                .map((Map<String, String> labels) -> labels.get(Labels.GAME_TYPE))
                .map(ObjectKey.of(object)::sibling)
                .ifPresent(wakes::wake);
    }

    /** All GameTypes, as the cache shows them. */
    public Stream<GameType> gameTypes() {
        return gameTypes.stream();
    }

    /** Has all GameTypes looked at. */
    public void wakeAll() {
        wakes.wakeAll();
    }

    /** The controller. */
    public Part part() {
        Effects.Known known = new Effects.Known(
                environment.pods(),
                environment.noServers(),
                new Cached<>(Fleet.class, fleets::get, fleets.ownWrites()),
                new Cached<>(GameType.class, gameTypes::get, gameTypes.ownWrites()),
                environment.noScalers());
        Turn turn = environment.turn(Manner.EACH_BY_ITSELF, known, memory);
        return new ControllerPart<>(
                environment.frame(),
                new ControllerPart.Description<>(
                        NAME,
                        List.of(WatchedTypes.GAME_TYPES_FLEETS, WatchedTypes.FLEETS_SERVERS, WatchedTypes.NODES),
                        GameType.class,
                        Optional.empty(),
                        Selections::plain,
                        THREADS,
                        () -> new GameTypeReconciler(gameTypes, observer, turn, wakes),
                        config -> config.withOnUpdateFilter(Wakes::isWished)
                                .withRateLimiter(new LinearRateLimiter(PERIOD, TURNS_PER_PERIOD))));
    }

    /** Of a Fleet, or of a Server. */
    private final class Waking<T extends HasMetadata> implements Watched.Listener<T> {
        private final Consumer<T> gone;

        Waking(Consumer<T> gone) {
            this.gone = gone;
        }

        @Override
        public void changed(T object) {
            wakeGameTypeOf(object);
        }

        @Override
        public void gone(T object) {
            gone.accept(object);
            wakeGameTypeOf(object);
        }
    }
}
