package dev.fermata.operator.server;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.plan.Draft;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.Target;
import dev.fermata.v1alpha1.Server;

/**
 * Decides what to do about one Server.
 *
 * <p>One that nobody wants gone gets its finalizer, then its Pod, once; its sidecar is asked nothing unless it has news. One that somebody
 * wants gone is told so, is deleted when the gate opens, and then ends: Pod first, finalizer last. Each step is decided from what is seen,
 * so a crash between any two of them costs nothing.
 */
public final class ServerPlanner {
    private ServerPlanner() {}

    /** Same observation, same plan. */
    public static Plan plan(ServerObservation seen) {
        return switch (seen.liveServer()) {
            case Answer.NotAsked<Server> notAsked -> decide(seen);
            case Answer.Absent<Server> absent -> Plan.IDLE;
            case Answer.Found<Server>(Server live) ->
                uid(live).equals(uid(seen.server())) ? decide(seen.with(live)) : Plan.IDLE;
        };
    }

    private static Plan decide(ServerObservation seen) {
        boolean held = seen.server().getMetadata().getFinalizers().contains(Labels.HOLD);
        if (!held && seen.server().getMetadata().getDeletionTimestamp() == null) {
            Draft draft = new Draft(seen.now(), seen.refusal());
            draft.write(new Step.StampFinalizer(Target.of(seen.server())));
            Living.unheld(draft, seen);
            return draft.done();
        }
        Scene scene = Scene.of(seen);
        Step.Write evacuation = Evacuation.of(seen.server(), scene);
        if (evacuation == null) {
            return decide(seen, scene);
        }
        Draft draft = new Draft(seen.now(), seen.refusal());
        draft.write(evacuation);
        return draft.mustWait(evacuation.getClass())
                ? decide(seen, scene).noLaterThan(draft.done().again())
                : draft.done();
    }

    private static Plan decide(ServerObservation seen, Scene scene) {
        return scene.request() == null ? Living.plan(seen, scene) : Ending.plan(seen, scene);
    }

    private static String uid(Server server) {
        return server.getMetadata().getUid();
    }
}
