package dev.fermata.operator.server;

import dev.fermata.api.Labels;
import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.plan.Draft;
import dev.fermata.operator.plan.Note;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Question;
import dev.fermata.operator.plan.Step;
import dev.fermata.v1alpha1.Server;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do about a Pod whose Server is gone: its game is asked like any other, and the Pod is deleted behind the same gate. There
 * is no spec any more that could set a deadline, so it is waited for.
 */
public final class OrphanPlanner {
    private OrphanPlanner() {}

    /** Same observation, same plan. */
    public static Plan plan(OrphanObservation seen) {
        String uid = seen.pod().getMetadata().getLabels().get(Labels.SERVER_UID);
        if (uid == null) {
            return Plan.IDLE;
        }
        return switch (seen.liveServer()) {
            case Answer.NotAsked<Server> notAsked -> Plan.ask(Question.LIVE_SERVER);
            case Answer.Found<Server>(Server server)
            when uid.equals(server.getMetadata().getUid()) -> Plan.IDLE;
            case Answer.Found<Server> another -> ending(seen, Scene.of(seen, uid));
            case Answer.Absent<Server> absent -> ending(seen, Scene.of(seen, uid));
        };
    }

    private static Plan ending(OrphanObservation seen, Scene scene) {
        PodView pod = scene.pod();
        if (pod == null || scene.leaving()) {
            return Plan.IDLE;
        }
        Verdict verdict = scene.verdict();
        if (verdict instanceof Verdict.AskFirst(Question question)) {
            return Plan.ask(question);
        }
        if (verdict instanceof Verdict.Shut && Talk.ending(scene, verdict) == null && Guarding.needsLivePod(scene)) {
            return Plan.ask(Question.LIVE_POD);
        }
        Draft draft = new Draft(seen.now(), null);
        if (verdict instanceof Verdict.Open(Verdict.Reason reason)) {
            Ending.deletePod(draft, scene, pod, reason);
            return draft.done();
        }
        if (pod.active() && scene.alive()) {
            draft.write(new Step.MarkInactive(pod.target()));
            draft.note(new Note(
                    Note.Type.WARNING,
                    "Orphaned",
                    "The Server of this Pod is gone. The Pod is deleted when its game allows it; there is no"
                            + " deadline."));
        }
        Guarding.put(draft, scene, false);
        talk(draft, scene, verdict);
        return draft.done();
    }

    private static void talk(Draft draft, Scene scene, Verdict verdict) {
        Step.@Nullable Call call = Talk.ending(scene, verdict);
        if (call == null) {
            draft.lookAt(Talk.nextPoll(scene));
        }
        Talk.say(draft, scene, call, true); // it has no status to remember anything in
    }
}
