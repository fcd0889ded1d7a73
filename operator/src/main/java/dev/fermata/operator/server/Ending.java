package dev.fermata.operator.server;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Draft;
import dev.fermata.operator.plan.Note;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Question;
import dev.fermata.operator.plan.Readiness;
import dev.fermata.operator.plan.Refusal;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.Target;
import dev.fermata.operator.server.Verdict.Reason;
import dev.fermata.v1alpha1.Server;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A Server that somebody wants gone.
 *
 * <p>A drained one is deleted first, with its resourceVersion, and only then its Pod: from the deletionTimestamp on nobody can withdraw
 * anything, so a late DELETE of the Pod by an operator that is not the leader any more can only do what is due anyway.
 */
final class Ending {
    private Ending() {}

    static Plan plan(ServerObservation seen, Scene scene) {
        Draft draft = new Draft(seen.now(), seen.refusal());
        if (scene.leaving()) {
            leaving(draft, new Report(seen, scene, standing(seen, scene), null, null));
            return draft.done();
        }
        return switch (scene.verdict()) {
            case Verdict.AskFirst ask -> Plan.ask(ask.question());
            case Verdict.Open open -> open(draft, seen, scene, open);
            case Verdict.Shut shut -> shut(draft, seen, scene, shut);
            case Verdict.FetchFirst fetch -> soon(draft, seen, scene, fetch);
            case Verdict.TellFirst tell -> soon(draft, seen, scene, tell);
            case Verdict.SealFirst seal -> soon(draft, seen, scene, seal);
        };
    }

    /** Most games exit within seconds, and then nobody is left who could read what was written meanwhile. */
    private static void leaving(Draft draft, Report report) {
        Instant start = report.scene().departure();
        String wait = report.before().getWaitingFor();
        boolean untrue = wait != null && !wait.equals(Report.GRACE_PERIOD);
        boolean silent = report.standing().readiness() == Readiness.NODE_UNREACHABLE;
        if (untrue || silent || !Patience.GOING.lasts(start, report.seen().now())) {
            Journal.write(draft, report);
        } else {
            Journal.hold(draft, report, Patience.GOING.end(start));
        }
    }

    private static Plan open(Draft draft, ServerObservation seen, Scene scene, Verdict.Open open) {
        if (!scene.wanted().last()) {
            draft.write(new Step.DeleteServer(Target.of(seen.server())));
        } else if (scene.pod() == null) {
            release(draft, seen.server());
        } else {
            Report report = new Report(seen, scene, standing(seen, scene), open, null);
            if (report.disrupts()) {
                Journal.write(draft, report); // on record before it is done
            }
            deletePod(draft, scene, scene.pod(), open.reason());
        }
        reportRefusal(draft, seen, scene, open);
        return draft.done();
    }

    private static void release(Draft draft, Server server) {
        if (server.getMetadata().getFinalizers().contains(Labels.HOLD)) {
            draft.write(new Step.RemoveFinalizer(Target.of(server)));
        }
    }

    /** Behind an open gate. No kubelet answers where the node is lost, so nothing would come of a grace period there. */
    static void deletePod(Draft draft, Scene scene, PodView pod, Reason reason) {
        Step.Grace grace = reason == Reason.NODE_LOST ? Step.Grace.NONE : Step.Grace.TEMPLATE;
        boolean expected = reason == Reason.SEALED || reason == Reason.NOT_RUNNING;
        draft.write(new Step.DeletePod(pod.target(), reason.word(), scene.openUntil(), grace));
        if (!draft.mustWait(Step.DeletePod.class)) {
            draft.lookAt(scene.now());
            draft.note(new Note(
                    expected ? Note.Type.NORMAL : Note.Type.WARNING,
                    "DeletingPod",
                    Claims.open(reason, scene.wanted()) + " Deleting the Pod."));
        }
    }

    private static Plan shut(Draft draft, ServerObservation seen, Scene scene, Verdict verdict) {
        if (Talk.ending(scene, verdict) == null && Guarding.needsLivePod(scene)) {
            return Plan.ask(Question.LIVE_POD);
        }
        boolean marked = markInactive(draft, scene);
        Refusal refusal = seen.refusal();
        boolean refused = refusal != null && refusal.refuses(Step.MarkInactive.class);
        boolean recorded =
                Journal.write(draft, new Report(seen, scene, standing(seen, scene), verdict, refused ? refusal : null));
        Guarding.put(draft, scene, Guarding.isAllowed(scene, seen.server()));
        if (marked) {
            Step.Call call = Talk.ending(scene, verdict);
            if (call == null) {
                draft.lookAt(Talk.nextPoll(scene));
            }
            Talk.say(draft, scene, call, recorded);
        }
        return draft.done();
    }

    /** The sidecar's answer is moments away; what the status says can wait for it. */
    private static Plan soon(Draft draft, ServerObservation seen, Scene scene, Verdict verdict) {
        if (!markInactive(draft, scene)) {
            reportRefusal(draft, seen, scene, verdict);
            return draft.done();
        }
        Step.Call call = Talk.ending(scene, verdict);
        if (call != null) {
            draft.call(call);
        }
        return draft.done();
    }

    /** Before the game is told anything. False if the API server refuses, and is to be tried again later. */
    private static boolean markInactive(Draft draft, Scene scene) {
        PodView pod = scene.pod();
        if (pod == null || !pod.active() || !scene.alive()) {
            return true;
        }
        draft.write(new Step.MarkInactive(pod.target()));
        return !draft.mustWait(Step.MarkInactive.class);
    }

    /** What was refused to a Server that was to live is not in the way of its end. */
    private static boolean isOfStart(Refusal refusal) {
        return refusal.refuses(Step.CreatePod.class) || refusal.refuses(Step.CreateBudget.class);
    }

    private static void reportRefusal(Draft draft, ServerObservation seen, Scene scene, Verdict verdict) {
        if (seen.refusal() != null && !isOfStart(seen.refusal())) {
            Journal.write(draft, new Report(seen, scene, standing(seen, scene), verdict, seen.refusal()));
        }
    }

    private static Standing standing(ServerObservation seen, Scene scene) {
        if (scene.pod() != null) {
            return Standing.of(scene.pod(), scene.node());
        }
        @Nullable Standing ending = Report.ending(seen.server());
        return ending == null ? Standing.ofNone(seen.server().getMetadata().getName(), null) : ending;
    }
}
