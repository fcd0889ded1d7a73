package dev.fermata.operator.shell.act;

import dev.fermata.operator.plan.Note;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Refusal;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.shell.kube.ApiAnswer;
import dev.fermata.operator.shell.kube.ApiFaultException;
import dev.fermata.operator.shell.kube.ApiServer;
import dev.fermata.operator.shell.kube.EventWriter;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.log.LogKey;
import dev.fermata.operator.shell.sidecar.SidecarCalls;
import dev.fermata.operator.shell.webhook.WebhookCalls;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Carries plans out. */
public final class Effects {
    private static final Logger LOG = LoggerFactory.getLogger(Effects.class);

    private final Manner manner;
    private final Tools tools;
    private final Writes writes;
    private final Cached<Pod> pods;
    private final Memory memory;

    /**
     * What every controller acts with.
     *
     * @param leading whether this operator may act at all; asked before each step, for much can happen between two
     */
    public record Tools(
            ApiServer api,
            SidecarCalls calls,
            WebhookCalls webhooks,
            EventWriter events,
            Clock clock,
            StepListener listener,
            BooleanSupplier leading) {}

    /** What a controller knows. */
    public record Known(
            Cached<Pod> pods,
            Cached<Server> servers,
            Cached<Fleet> fleets,
            Cached<GameType> gameTypes,
            Cached<GameAutoscaler> scalers) {}

    public Effects(Manner manner, Tools tools, Known known, Memory memory) {
        this.manner = manner;
        this.tools = tools;
        this.writes = new Writes(tools.api(), tools.clock(), known);
        this.pods = known.pods();
        this.memory = memory;
    }

    /**
     * Does the steps, and tells the notes if all went through.
     *
     * @param subject the object that the plan is about
     * @return whether all went through
     * @throws dev.fermata.operator.shell.kube.ApiUnavailableException if the API server gives no answer
     */
    public Outcome act(HasMetadata subject, Plan plan) {
        List<Step> failed = new ArrayList<>();
        for (Step step : plan.steps()) {
            boolean tried = failed.stream().allMatch(earlier -> manner.goesOn(earlier, step));
            if (tried && !(mayAct() && isDone(subject, step))) {
                failed.add(step);
            }
        }
        if (!failed.isEmpty()) {
            return Outcome.INCOMPLETE;
        }
        plan.notes().forEach(note -> tell(subject, note));
        return Outcome.DONE;
    }

    /** Whether this operator is the one that works. */
    public boolean mayAct() {
        return tools.leading().getAsBoolean();
    }

    private boolean isDone(HasMetadata subject, Step step) {
        return switch (step) {
            case Step.Write write -> isWritten(subject, write);
            case Step.Call call -> {
                pods.get()
                        .apply(ObjectKey.of(subject))
                        .ifPresent(pod -> tools.calls().send(pod, call));
                yield true;
            }
            case Step.AskWebhook ask -> {
                tools.webhooks().ask(subject, ask.question());
                yield true;
            }
        };
    }

    private boolean isWritten(HasMetadata subject, Step.Write step) {
        return switch (answer(step)) {
            case ApiAnswer.Done<?> done -> {
                succeeded(subject, step);
                yield true;
            }
            case ApiAnswer.Refused<?> refused -> {
                failed(subject, step, refused);
                yield false;
            }
        };
    }

    /**
     * One object's trouble stops no other's work (I8): where the API server fails at one write, the others are tried, and that one again
     * after a while. It may have happened all the same; the next plan sees what there is.
     */
    private ApiAnswer<?> answer(Step.Write step) {
        try {
            return writes.write(step);
        } catch (ApiFaultException fault) {
            return fault.asRefusal();
        }
    }

    private void succeeded(HasMetadata subject, Step.Write step) {
        String uid = subject.getMetadata().getUid();
        memory.forgive(uid, refusal -> manner.forgives(step, refusal));
        if (step instanceof Step.WriteServerStatus
                || step instanceof Step.WriteFleetStatus
                || step instanceof Step.WriteGameTypeStatus
                || step instanceof Step.WriteAutoscalerStatus) {
            memory.statusWritten(uid, tools.clock().instant());
        }
        tools.listener().done(subject, step);
        about(subject, Level.DEBUG).addKeyValue(LogKey.STEP, name(step)).log("step done");
    }

    private void failed(HasMetadata subject, Step.Write step, ApiAnswer.Refused<?> refused) {
        String uid = subject.getMetadata().getUid();
        if (step instanceof Step.CreateServer create && refused.isConflict()) {
            memory.take(uid, create.server().getMetadata().getName());
        } else if (step instanceof Step.CreateFleet create && refused.isConflict()) {
            memory.take(uid, create.fleet().getMetadata().getName());
        } else if (step instanceof Step.CreatePod || !(refused.isConflict() || refused.isNotFound())) {
            Instant now = tools.clock().instant();
            Refusal refusal = memory.refused(
                    uid, manner.name(step), new Refusal(name(step), refused.reason(), refused.message(), now, now, 1));
            about(subject, refusal.times() == 1 ? Level.WARN : Level.DEBUG)
                    .addKeyValue(LogKey.STEP, name(step))
                    .addKeyValue(LogKey.REASON, refused.reason())
                    .addKeyValue(LogKey.DETAIL, refused.message())
                    .log("step refused");
            return;
        }
        about(subject, Level.DEBUG)
                .addKeyValue(LogKey.STEP, name(step))
                .addKeyValue(LogKey.DETAIL, refused.message())
                .log("step overtaken");
    }

    private void tell(HasMetadata subject, Note note) {
        String type = note.type() == Note.Type.WARNING ? "Warning" : "Normal";
        tools.events().tell(subject, new EventWriter.News(type, note.reason(), note.reason(), note.message()));
        about(subject, Level.INFO)
                .addKeyValue(LogKey.REASON, note.reason())
                .addKeyValue(LogKey.DETAIL, note.message())
                .log("transition");
    }

    private static LoggingEventBuilder about(HasMetadata subject, Level level) {
        return LOG.atLevel(level)
                .addKeyValue(LogKey.KIND, subject.getKind())
                .addKeyValue(LogKey.NAMESPACE, subject.getMetadata().getNamespace())
                .addKeyValue(LogKey.NAME, subject.getMetadata().getName());
    }

    private static String name(Step step) {
        return step.getClass().getSimpleName();
    }
}
