package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.gametype.GameTypePlanner;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.v1alpha1.GameType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;

/** Looks after GameTypes. */
public final class GameTypeReconciler implements Reconciler<GameType> {
    private final Primaries<GameType> gameTypes;
    private final GameTypeObserver observer;
    private final Turn turn;
    private final Wakes<GameType> wakes;

    GameTypeReconciler(Primaries<GameType> gameTypes, GameTypeObserver observer, Turn turn, Wakes<GameType> wakes) {
        this.gameTypes = gameTypes;
        this.observer = observer;
        this.turn = turn;
        this.wakes = wakes;
    }

    @Override
    public List<EventSource<?, GameType>> prepareEventSources(EventSourceContext<GameType> context) {
        wakes.startWith(context.getPrimaryCache());
        return List.of(wakes);
    }

    @Override
    public UpdateControl<GameType> reconcile(GameType cached, Context<GameType> context) {
        if (context.isPrimaryResourceDeleted()) {
            turn.over(cached);
            wakes.reviveLater(ObjectKey.of(cached));
            return UpdateControl.noUpdate();
        }
        GameType gameType =
                gameTypes.ownWrites().over(ObjectKey.of(cached), cached).orElse(cached);
        return turn.take(gameType, mind(gameType));
    }

    private Turn.Mind mind(GameType gameType) {
        return new Turn.Mind() {
            @Override
            public Plan decide(Answers answers) {
                return GameTypePlanner.plan(observer.observe(gameType, answers.gameType()));
            }

            @Override
            public String nodeName() {
                return "";
            }
        };
    }
}
