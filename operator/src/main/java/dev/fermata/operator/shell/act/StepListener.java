package dev.fermata.operator.shell.act;

import dev.fermata.operator.plan.Step;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** Hears of steps that were done, for metrics. */
@FunctionalInterface
public interface StepListener {
    /**
     * The step was done.
     *
     * @param subject the object whose reconciliation it was, as it was before
     */
    void done(HasMetadata subject, Step.Write step);
}
