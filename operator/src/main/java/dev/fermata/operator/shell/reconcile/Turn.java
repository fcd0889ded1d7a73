package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.plan.Backoff;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Question;
import dev.fermata.operator.shell.act.Effects;
import dev.fermata.operator.shell.act.Memory;
import dev.fermata.operator.shell.kube.ApiUnavailableException;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.log.LogKey;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** One reconciliation, whatever its kind: observe, decide, act; questions are answered and decided upon within it. */
final class Turn {
    private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

    /** Where a plan could not be finished, which is no fault but how it goes where others write too; mostly an event comes sooner. */
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    private static final Duration LAST_RETRY = Duration.ofMinutes(2);

    private final LiveReads reads;
    private final Effects effects;
    private final Memory memory;

    Turn(LiveReads reads, Effects effects, Memory memory) {
        this.reads = reads;
        this.effects = effects;
        this.memory = memory;
    }

    /** Observes and decides, with what live reads have said so far. */
    interface Mind {
        Plan decide(Answers answers);

        /** Name of the node that questions about the node are about; empty if there is none. */
        String nodeName();

        /** All of the last plan went through. */
        default void done() {}
    }

    /** Takes it, if this operator is the one that works; all primaries are looked at when it becomes that. */
    <P extends HasMetadata> UpdateControl<P> take(P primary, Mind mind) {
        if (!effects.mayAct()) {
            return UpdateControl.noUpdate();
        }
        try {
            Plan plan = decide(primary, mind);
            return switch (effects.act(primary, plan)) {
                case DONE -> {
                    memory.finished(primary.getMetadata().getUid());
                    mind.done();
                    yield again(plan.again());
                }
                case INCOMPLETE ->
                    again(Backoff.delay(memory.unfinished(primary.getMetadata().getUid()), FIRST_RETRY, LAST_RETRY));
            };
        } catch (ApiUnavailableException e) {
            about(primary, Level.WARN)
                    .addKeyValue(LogKey.DETAIL, e.getMessage())
                    .log("API server cannot be asked; tried again");
            throw e;
        } catch (RuntimeException e) {
            about(primary, Level.ERROR).setCause(e).log("reconciliation failed; tried again");
            throw e;
        }
    }

    /** The primary is no more; nothing is remembered of it. */
    void over(HasMetadata primary) {
        memory.forget(primary.getMetadata().getUid());
    }

    private static <P extends HasMetadata> UpdateControl<P> again(@Nullable Duration wait) {
        UpdateControl<P> control = UpdateControl.noUpdate();
        if (wait != null) {
            control.rescheduleAfter(wait);
        }
        return control;
    }

    private static LoggingEventBuilder about(HasMetadata primary, Level level) {
        return LOG.atLevel(level)
                .addKeyValue(LogKey.KIND, primary.getKind())
                .addKeyValue(LogKey.NAMESPACE, primary.getMetadata().getNamespace())
                .addKeyValue(LogKey.NAME, primary.getMetadata().getName());
    }

    private Plan decide(HasMetadata primary, Mind mind) {
        Set<Question> asked = EnumSet.noneOf(Question.class);
        Answers answers = Answers.NONE;
        Plan plan = mind.decide(answers);
        while (!plan.questions().isEmpty()) {
            for (Question question : plan.questions()) {
                if (!asked.add(question)) {
                    throw new IllegalStateException(question + " is asked twice");
                }
                answers = answers.with(question, reads, ObjectKey.of(primary), mind.nodeName());
            }
            plan = mind.decide(answers);
        }
        return plan;
    }
}
