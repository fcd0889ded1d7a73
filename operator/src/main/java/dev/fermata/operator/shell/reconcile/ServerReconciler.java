package dev.fermata.operator.shell.reconcile;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Annotations;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.util.List;
import java.util.Objects;

/** Looks after Servers. */
public final class ServerReconciler implements Reconciler<Server> {
    private final Primaries<Server> servers;
    private final ServerObserver observer;
    private final Turn turn;
    private final Wakes<Server> wakes;

    ServerReconciler(Primaries<Server> servers, ServerObserver observer, Turn turn, Wakes<Server> wakes) {
        this.servers = servers;
        this.observer = observer;
        this.turn = turn;
        this.wakes = wakes;
    }

    @Override
    public List<EventSource<?, Server>> prepareEventSources(EventSourceContext<Server> context) {
        wakes.startWith(context.getPrimaryCache());
        return List.of(wakes);
    }

    @Override
    public UpdateControl<Server> reconcile(Server cached, Context<Server> context) {
        if (context.isPrimaryResourceDeleted()) {
            turn.over(cached);
            wakes.reviveLater(ObjectKey.of(cached));
            return UpdateControl.noUpdate();
        }
        return servers.ownWrites()
                .over(ObjectKey.of(cached), cached)
                .map(server -> turn.take(server, observer.mind(server)))
                .orElseGet(UpdateControl::noUpdate);
    }

    /** Whether a change of a Server is one to look at; changes of its status are this process's own. */
    static boolean matters(Server after, Server before) {
        ObjectMeta now = after.getMetadata();
        ObjectMeta then = before.getMetadata();
        return !Objects.equals(now.getUid(), then.getUid())
                || !Objects.equals(now.getGeneration(), then.getGeneration())
                || !Objects.equals(now.getDeletionTimestamp(), then.getDeletionTimestamp())
                || !Objects.equals(now.getFinalizers(), then.getFinalizers())
                || !Annotations.get(after, Labels.LIFT_GUARD).equals(Annotations.get(before, Labels.LIFT_GUARD));
    }
}
