package dev.fermata.operator.server;

import dev.fermata.operator.plan.Draft;
import dev.fermata.operator.plan.NodeState;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Question;
import dev.fermata.operator.plan.Refusal;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.server.Evidence.Read;
import org.jspecify.annotations.Nullable;

/** A Server that nobody wants gone: its Pod is created, once; what was said to its sidecar in a request since withdrawn is taken back. */
final class Living {
    private Living() {}

    static Plan plan(ServerObservation seen, Scene scene) {
        Question question = question(seen, scene);
        if (question != null) {
            return Plan.ask(question);
        }
        Draft draft = new Draft(seen.now(), seen.refusal());
        PodView pod = scene.pod();
        if (pod == null) {
            podless(draft, seen, scene);
        } else {
            withPod(draft, seen, scene, pod);
        }
        return draft.done();
    }

    private static void withPod(Draft draft, ServerObservation seen, Scene scene, PodView pod) {
        Step.Call call = scene.alive() && !pod.terminating() ? takeBack(draft, scene, pod) : null;
        Report report = new Report(seen, scene, Standing.of(pod, scene.node()), null, null);
        boolean recorded = isComingUp(report, pod)
                ? Journal.hold(draft, report, Patience.COMING.end(pod.createdAt()))
                : Journal.write(draft, report);
        Guarding.put(draft, scene, Guarding.isAllowed(scene, seen.server()));
        Guarding.budget(draft, scene, seen.server());
        Talk.say(draft, scene, call, recorded);
    }

    /**
     * What a cache is not good enough for: that a Pod vanished, that a node did, that a guard stands, and that nobody wants a sealed game
     * gone any more; a seal taken off by mistake would let a match begin that is about to be cut.
     */
    private static @Nullable Question question(ServerObservation seen, Scene scene) {
        if (scene.pod() == null) {
            boolean vanished = Report.hadPod(seen.server()) && Report.ending(seen.server()) == null;
            return vanished && scene.podRead() == Read.CACHED ? Question.LIVE_POD : null;
        }
        if (scene.alive() && scene.node().state() == NodeState.GONE && scene.nodeRead() == Read.CACHED) {
            return Question.LIVE_NODE;
        }
        if (Talk.living(scene) == null && Guarding.needsLivePod(scene)) {
            return Question.LIVE_POD;
        }
        return scene.specRead() == Read.CACHED && Talk.living(scene) instanceof Step.Unseal
                ? Question.LIVE_SERVER
                : null;
    }

    /** A Server has one Pod in its life; one that goes before its status tells of it is no more than a failed attempt. */
    private static void podless(Draft draft, ServerObservation seen, Scene scene) {
        Standing ending = Report.ending(seen.server());
        if (ending != null) {
            Journal.write(draft, new Report(seen, scene, ending, null, null));
        } else if (Report.hadPod(seen.server())) {
            Standing vanished = Standing.vanished(seen.server().getStatus().getPodName());
            Journal.write(draft, new Report(seen, scene, vanished, null, null));
        } else {
            create(draft, seen, scene);
        }
    }

    private static void create(Draft draft, ServerObservation seen, Scene scene) {
        draft.write(new Step.CreatePod(DesiredPod.of(seen.server(), seen.defaults())));
        draft.lookAt(Patience.COMING.end(seen.now()));
        Refusal refusal = seen.refusal();
        if (refusal != null && refusal.refuses(Step.CreatePod.class)) {
            Standing standing = Standing.ofNone(seen.server().getMetadata().getName(), refusal);
            Journal.write(draft, new Report(seen, scene, standing, null, refusal));
        }
    }

    /** Without its finalizer it gets no Pod; where that is refused, it says so. */
    static void unheld(Draft draft, ServerObservation seen) {
        Refusal refusal = seen.refusal();
        boolean podless = seen.pod() == null && !Report.hadPod(seen.server());
        if (podless && refusal != null && refusal.refuses(Step.StampFinalizer.class)) {
            Journal.write(draft, new Report(seen, Scene.of(seen), Standing.unheld(refusal), null, refusal));
        }
    }

    /** Whether the Pod is on its usual way to being ready, and nothing that the status says is made untrue by that. */
    private static boolean isComingUp(Report report, PodView pod) {
        boolean nothingSaid = Report.conditionsOf(report.before()).isEmpty();
        boolean usual = switch (report.standing().readiness()) {
            case UNSCHEDULED -> pod.condition("PodScheduled").isEmpty();
            case STARTING, NOT_READY -> nothingSaid;
            default -> false;
        };
        return usual && Patience.COMING.lasts(pod.createdAt(), report.seen().now());
    }

    /** The label {@code active} was taken off before the first drain request, and comes back when the sidecar is known to have none. */
    private static Step.@Nullable Call takeBack(Draft draft, Scene scene, PodView pod) {
        Step.Call call = Talk.living(scene);
        if (pod.active()) {
            return call;
        }
        if (Talk.free(scene)) {
            draft.write(new Step.MarkActive(pod.target()));
            if (!draft.mustWait(Step.MarkActive.class)) {
                draft.lookAt(scene.now());
            }
        } else if (call == null) {
            draft.lookAt(Talk.nextPoll(scene));
        }
        return call;
    }
}
