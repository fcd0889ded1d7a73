package dev.fermata.operator;

import dev.fermata.operator.plan.Note;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Step;
import dev.fermata.v1alpha1.FleetStatus;
import dev.fermata.v1alpha1.ServerStatus;
import dev.fermata.wire.Guard;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.ArrayList;
import java.util.List;

/** A plan in a few words: what tests compare, and people read. */
public final class Transcript {
    private Transcript() {}

    /** One line for each question, step and Event, and one for the next look. */
    public static List<String> of(Plan plan) {
        List<String> lines = new ArrayList<>();
        plan.questions().stream().sorted().forEach(question -> lines.add("ask " + question));
        plan.steps().forEach(step -> lines.add(words(step)));
        plan.notes().forEach(note -> lines.add(words(note)));
        if (plan.again() != null) {
            lines.add("again in " + plan.again().toSeconds() + " s");
        }
        return lines;
    }

    private static String words(Step step) {
        return switch (step) {
            case Step.Write write -> words(write);
            case Step.AskWebhook ask -> "ask " + ask.question().uri();
            case Step.FetchState fetch -> "fetch";
            case Step.TellDrain tell -> "tell " + tell.notice().reason();
            case Step.TellNoDrain tell -> "tell that nobody asks";
            case Step.Seal seal -> "seal";
            case Step.Unseal unseal -> "unseal";
            case Step.Acknowledge acknowledge -> "acknowledge " + acknowledge.version() + told(acknowledge.guard());
        };
    }

    private static String words(Step.Write step) {
        return switch (step) {
            case Step.CreatePod create ->
                "create pod " + create.pod().getMetadata().getName();
            case Step.DeletePod delete -> words(delete);
            case Step.MarkActive mark -> "mark active " + mark.pod().name();
            case Step.MarkInactive mark -> "mark inactive " + mark.pod().name();
            case Step.ArmGuard arm -> "arm " + arm.pod().name();
            case Step.LiftGuard lift -> "lift " + lift.pod().name();
            case Step.CreateBudget create ->
                "create budget in " + create.budget().getMetadata().getNamespace();
            case Step.StampFinalizer stamp -> "stamp " + stamp.server().name();
            case Step.RemoveFinalizer remove -> "release " + remove.server().name();
            case Step.CreateServer create ->
                "create server " + create.server().getMetadata().getName();
            case Step.DeleteServer delete -> "delete server " + delete.server().name();
            case Step.WriteDrain drain -> "drain " + drain.server().name() + " " + drain.reason();
            case Step.WithdrawDrain drain -> "take back " + drain.server().name();
            case Step.WriteServerStatus write -> words(write.status());
            case Step.WriteFleetStatus write -> words(write.status());
            default -> wordsOfGameTypes(step);
        };
    }

    private static String wordsOfGameTypes(Step.Write step) {
        return switch (step) {
            case Step.CreateFleet create ->
                "create fleet " + create.fleet().getMetadata().getName() + " of "
                        + create.fleet().getSpec().getReplicas();
            case Step.ChangeFleet change -> "fleet " + change.fleet().name() + " of " + change.replicas();
            case Step.DeleteFleet delete -> "delete fleet " + delete.fleet().name();
            case Step.WriteGameTypeStatus write ->
                "status %s current, %s updated"
                        .formatted(write.status().getReplicas(), write.status().getUpdatedReplicas());
            case Step.ScaleGameType scale -> "scale " + scale.gameType().name() + " to " + scale.replicas();
            case Step.WriteAutoscalerStatus write ->
                "status " + reasons(write.status().getConditions());
            default -> throw new AssertionError(step);
        };
    }

    private static String told(Guard guard) {
        return guard == Guard.NONE ? "" : " " + guard.wireName();
    }

    private static List<String> reasons(List<Condition> conditions) {
        return conditions.stream().map(Condition::getReason).toList();
    }

    private static String words(Step.DeletePod delete) {
        String grace = delete.grace() == Step.Grace.NONE ? " at once" : "";
        return "delete pod " + delete.pod().name() + " " + delete.cause() + grace + " until " + delete.notAfter();
    }

    private static String words(ServerStatus status) {
        String wait = status.getWaitingFor() == null ? "" : " waiting for " + status.getWaitingFor();
        return "status " + status.getPhase() + wait;
    }

    private static String words(FleetStatus status) {
        return "status " + status.getReplicas() + " current, " + status.getReadyReplicas() + " ready, "
                + status.getDrainingReplicas() + " draining";
    }

    private static String words(Note note) {
        return "event " + note.reason() + ": " + note.message();
    }
}
