package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.server.OrphanObservation;
import dev.fermata.operator.server.OrphanPlanner;
import dev.fermata.operator.shell.kube.ObjectKey;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Looks after Pods whose Server is gone. */
public final class OrphanReconciler implements Reconciler<Pod> {
    private final Clock clock;
    private final Surroundings around;
    private final Duration poll;
    private final Installation installation;
    private final Turn turn;
    private final Wakes<Pod> wakes;

    OrphanReconciler(Environment environment, Turn turn, Wakes<Pod> wakes) {
        this.clock = environment.clock();
        this.around = environment.around();
        this.installation = environment.installation();
        this.poll = environment.installation().config().pollInterval();
        this.turn = turn;
        this.wakes = wakes;
    }

    @Override
    public List<EventSource<?, Pod>> prepareEventSources(EventSourceContext<Pod> context) {
        wakes.startWith(context.getPrimaryCache());
        return List.of(wakes);
    }

    @Override
    public UpdateControl<Pod> reconcile(Pod cached, Context<Pod> context) {
        if (context.isPrimaryResourceDeleted()) {
            turn.over(cached);
            return UpdateControl.noUpdate();
        }
        Pod pod = around.pods().get(ObjectKey.of(cached)).orElse(cached);
        return turn.take(pod, mind(pod));
    }

    private Turn.Mind mind(Pod pod) {
        return new Turn.Mind() {
            @Override
            public Plan decide(Answers answers) {
                return OrphanPlanner.plan(observe(pod, answers));
            }

            @Override
            public String nodeName() {
                return Surroundings.nodeName(pod);
            }
        };
    }

    private OrphanObservation observe(Pod pod, Answers answers) {
        return new OrphanObservation(
                clock.instant(),
                pod,
                answers.server(),
                answers.pod(),
                around.node(Surroundings.nodeName(pod)),
                answers.node(),
                around.conversations().of(pod.getMetadata().getUid()),
                poll,
                installation.protection(around.hasBudget(pod.getMetadata().getNamespace())));
    }
}
