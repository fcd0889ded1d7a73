package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.fleet.FleetPlanner;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.v1alpha1.Fleet;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;

/** Looks after Fleets. */
public final class FleetReconciler implements Reconciler<Fleet> {
    private final Primaries<Fleet> fleets;
    private final FleetObserver observer;
    private final String sidecarImage;
    private final Turn turn;
    private final Wakes<Fleet> wakes;

    FleetReconciler(
            Primaries<Fleet> fleets, FleetObserver observer, String sidecarImage, Turn turn, Wakes<Fleet> wakes) {
        this.fleets = fleets;
        this.observer = observer;
        this.sidecarImage = sidecarImage;
        this.turn = turn;
        this.wakes = wakes;
    }

    @Override
    public List<EventSource<?, Fleet>> prepareEventSources(EventSourceContext<Fleet> context) {
        wakes.startWith(context.getPrimaryCache());
        return List.of(wakes);
    }

    @Override
    public UpdateControl<Fleet> reconcile(Fleet cached, Context<Fleet> context) {
        if (context.isPrimaryResourceDeleted()) {
            turn.over(cached);
            wakes.reviveLater(ObjectKey.of(cached));
            return UpdateControl.noUpdate();
        }
        return fleets.ownWrites()
                .over(ObjectKey.of(cached), cached)
                .map(fleet -> turn.take(fleet, mind(fleet)))
                .orElseGet(UpdateControl::noUpdate);
    }

    private Turn.Mind mind(Fleet fleet) {
        return new Turn.Mind() {
            @Override
            public Plan decide(Answers answers) {
                return FleetPlanner.plan(observer.observe(fleet, answers.fleet(), sidecarImage));
            }

            @Override
            public String nodeName() {
                return "";
            }
        };
    }
}
