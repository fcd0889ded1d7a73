package dev.fermata.operator.autoscaler;

import dev.fermata.v1alpha1.GameAutoscalerSpec;
import dev.fermata.v1alpha1.gameautoscalerspec.ScaleDown;
import dev.fermata.v1alpha1.gameautoscalerspec.Webhook;
import java.time.Duration;
import java.util.Optional;

/** A GameAutoscaler's spec, with what it leaves out. */
record Terms(int min, int max, Duration stabilization, Duration interval, Duration patience, boolean observes) {
    private static final int DEFAULT_INTERVAL = 30;
    private static final int DEFAULT_PATIENCE = 5;

    static Terms of(GameAutoscalerSpec spec) {
        int least = Optional.ofNullable(spec.getMinReplicas()).orElse(1);
        return new Terms(
                least,
                Math.max(least, Optional.ofNullable(spec.getMaxReplicas()).orElse(least)),
                seconds(Optional.ofNullable(spec.getScaleDown())
                        .map(ScaleDown::getStabilizationSeconds)
                        .orElse(0)),
                seconds(Optional.ofNullable(spec.getSyncIntervalSeconds()).orElse(DEFAULT_INTERVAL)),
                seconds(Optional.ofNullable(spec.getWebhook())
                        .map(Webhook::getTimeoutSeconds)
                        .orElse(DEFAULT_PATIENCE)),
                spec.getMode() == GameAutoscalerSpec.Mode.Observe);
    }

    int bounded(int replicas) {
        return Math.clamp(replicas, min, max);
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
