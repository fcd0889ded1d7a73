package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Question;
import dev.fermata.operator.shell.act.Effects;
import dev.fermata.operator.shell.kube.ApiServer;
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

/** One reconciliation, whatever its kind: observe, decide, act; questions are answered and decided upon within it. */
final class Turn {
    private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

    private final ApiServer api;
    private final Effects effects;

    Turn(ApiServer api, Effects effects) {
        this.api = api;
        this.effects = effects;
    }

    /** Observes and decides, with what live reads have said so far. */
    interface Mind {
        Plan decide(Answers answers);

        /** Name of the node that questions about the node are about; empty if there is none. */
        String nodeName();
    }

    /** Thrown where a plan could not be finished: the framework tries again, with backoff, or as soon as something changes. */
    static final class IncompleteException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        IncompleteException() {
            super("incomplete", null, false, false);
        }
    }

    /** Takes it, if this operator is the one that works; all primaries are looked at when it becomes that. */
    <P extends HasMetadata> UpdateControl<P> take(P primary, Mind mind) {
        if (!effects.mayAct()) {
            return UpdateControl.noUpdate();
        }
        try {
            Plan plan = decide(primary, mind);
            return switch (effects.act(primary, plan)) {
                case DONE -> again(plan.again());
                case INCOMPLETE -> throw new IncompleteException();
            };
        } catch (IncompleteException e) {
            throw e;
        } catch (ApiUnavailableException e) {
            LOG.atWarn()
                    .addKeyValue(LogKey.KIND, primary.getKind())
                    .addKeyValue(LogKey.NAMESPACE, primary.getMetadata().getNamespace())
                    .addKeyValue(LogKey.NAME, primary.getMetadata().getName())
                    .addKeyValue(LogKey.DETAIL, e.getMessage())
                    .log("API server cannot be asked; tried again");
            throw e;
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue(LogKey.KIND, primary.getKind())
                    .addKeyValue(LogKey.NAMESPACE, primary.getMetadata().getNamespace())
                    .addKeyValue(LogKey.NAME, primary.getMetadata().getName())
                    .setCause(e)
                    .log("reconciliation failed; tried again");
            throw e;
        }
    }

    private static <P extends HasMetadata> UpdateControl<P> again(@Nullable Duration wait) {
        UpdateControl<P> control = UpdateControl.noUpdate();
        if (wait != null) {
            control.rescheduleAfter(wait);
        }
        return control;
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
                answers = answers.with(question, api, ObjectKey.of(primary), mind.nodeName());
            }
            plan = mind.decide(answers);
        }
        return plan;
    }
}
