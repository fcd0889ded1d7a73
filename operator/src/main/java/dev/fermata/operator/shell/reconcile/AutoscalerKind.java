package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.shell.act.Cached;
import dev.fermata.operator.shell.act.Effects;
import dev.fermata.operator.shell.act.Manner;
import dev.fermata.operator.shell.act.Memory;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.kube.OwnWrites;
import dev.fermata.operator.shell.kube.Watched;
import dev.fermata.operator.shell.part.ControllerPart;
import dev.fermata.operator.shell.part.Part;
import dev.fermata.operator.shell.webhook.Dialogues;
import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.GameType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The controller of GameAutoscalers. */
public final class AutoscalerKind {
    private static final String NAME = "GameAutoscaler";
    private static final int THREADS = 4;

    private final Environment environment;
    private final Watched<GameType> gameTypes;
    private final Dialogues dialogues;
    private final Memory memory = new Memory();
    private final Primaries<GameAutoscaler> scalers;
    private final Wakes<GameAutoscaler> wakes;

    /**
     * Prepares the controller.
     *
     * @param gameTypes all of them
     * @param dialogues what was asked and answered
     */
    public AutoscalerKind(Environment environment, Watched<GameType> gameTypes, Dialogues dialogues) {
        this.environment = environment;
        this.gameTypes = gameTypes;
        this.dialogues = dialogues;
        this.scalers = new Primaries<>(new OwnWrites<>(environment.clock()));
        this.wakes = new Wakes<>(GameAutoscaler.class, scalers, this::gone);
        gameTypes.listen(Watched.Listener.either(gameType -> wakeThoseOf(ObjectKey.of(gameType))));
    }

    private void gone(GameAutoscaler scaler) {
        memory.forget(scaler.getMetadata().getUid());
        dialogues.forget(scaler.getMetadata().getUid());
        wakeThoseOf(ObjectKey.of(scaler).sibling(scaler.getSpec().getGameTypeName()));
    }

    private void wakeThoseOf(ObjectKey gameType) {
        scalers.stream()
                .map(ScaledGameType::new)
                .filter(scaled -> scaled.key().equals(gameType))
                .map(scaled -> ObjectKey.of(scaled.scaler()))
                .toList()
                .forEach(wakes::wake);
    }

    /** Has the GameAutoscaler at this place looked at. */
    public void wake(ObjectKey place) {
        wakes.wake(place);
    }

    /** Has all GameAutoscalers looked at. */
    public void wakeAll() {
        wakes.wakeAll();
    }

    /** All GameAutoscalers, as the cache shows them. */
    public Stream<GameAutoscaler> scalers() {
        return scalers.stream();
    }

    /** The controller. */
    public Part part() {
        Effects.Known known = new Effects.Known(
                environment.pods(),
                environment.noServers(),
                environment.noFleets(),
                new Cached<>(GameType.class, gameTypes::get, gameTypes.ownWrites()),
                new Cached<>(GameAutoscaler.class, scalers::get, scalers.ownWrites()));
        Turn turn = environment.turn(Manner.IN_ORDER, known, memory);
        AutoscalerObserver observer = new AutoscalerObserver(environment, gameTypes, scalers, dialogues, memory);
        return new ControllerPart<>(
                environment.frame(),
                new ControllerPart.Description<>(
                        NAME,
                        List.of(WatchedTypes.SCALERS_GAME_TYPES),
                        GameAutoscaler.class,
                        Optional.empty(),
                        Selections::plain,
                        THREADS,
                        () -> new AutoscalerReconciler(scalers, observer, dialogues, turn, wakes),
                        config -> config.withOnUpdateFilter(Wakes::isWished)));
    }
}
