package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.autoscaler.AutoscalerObservation;
import dev.fermata.operator.autoscaler.AutoscalerPlanner;
import dev.fermata.operator.autoscaler.Exchange;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.webhook.Dialogues;
import dev.fermata.v1alpha1.GameAutoscaler;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks after GameAutoscalers. */
public final class AutoscalerReconciler implements Reconciler<GameAutoscaler> {
    private final Primaries<GameAutoscaler> scalers;
    private final AutoscalerObserver observer;
    private final Dialogues dialogues;
    private final Turn turn;
    private final Wakes<GameAutoscaler> wakes;

    AutoscalerReconciler(
            Primaries<GameAutoscaler> scalers,
            AutoscalerObserver observer,
            Dialogues dialogues,
            Turn turn,
            Wakes<GameAutoscaler> wakes) {
        this.scalers = scalers;
        this.observer = observer;
        this.dialogues = dialogues;
        this.turn = turn;
        this.wakes = wakes;
    }

    @Override
    public List<EventSource<?, GameAutoscaler>> prepareEventSources(EventSourceContext<GameAutoscaler> context) {
        wakes.startWith(context.getPrimaryCache());
        return List.of(wakes);
    }

    @Override
    public UpdateControl<GameAutoscaler> reconcile(GameAutoscaler cached, Context<GameAutoscaler> context) {
        if (context.isPrimaryResourceDeleted()) {
            turn.over(cached);
            dialogues.forget(cached.getMetadata().getUid());
            wakes.reviveLater(ObjectKey.of(cached));
            return UpdateControl.noUpdate();
        }
        GameAutoscaler scaler =
                scalers.ownWrites().over(ObjectKey.of(cached), cached).orElse(cached);
        return turn.take(scaler, new Deciding(scaler));
    }

    /** Remembers what it looked at, until all of its consequences are there. */
    private final class Deciding implements Turn.Mind {
        private final GameAutoscaler scaler;
        private @Nullable Exchange seen;

        Deciding(GameAutoscaler scaler) {
            this.scaler = scaler;
        }

        @Override
        public Plan decide(Answers answers) {
            AutoscalerObservation observation = observer.observe(scaler);
            seen = observation.dialogue().last();
            return AutoscalerPlanner.plan(observation);
        }

        @Override
        public String nodeName() {
            return "";
        }

        @Override
        public void done() {
            Exchange looked = seen;
            if (looked != null) {
                dialogues.settled(scaler.getMetadata().getUid(), looked);
            }
        }
    }
}
