package dev.fermata.operator.autoscaler;

import dev.fermata.operator.plan.Refusal;
import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.GameType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that the planner may know of one GameAutoscaler.
 *
 * @param scaler from the cache, own writes included
 * @param gameType the one it names, from the cache; null if there is none
 * @param rival name of an older GameAutoscaler of the same GameType; null if there is none
 * @param anyNamespace whether Services of other namespaces may be asked
 * @param refusal the last refused write; null if there was none since one of its kind succeeded
 */
public record AutoscalerObservation(
        Instant now,
        GameAutoscaler scaler,
        @Nullable GameType gameType,
        @Nullable String rival,
        Dialogue dialogue,
        boolean anyNamespace,
        @Nullable Refusal refusal) {}
