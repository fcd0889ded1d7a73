package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.autoscaler.AutoscalerObservation;
import dev.fermata.operator.shell.act.Memory;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.kube.Watched;
import dev.fermata.operator.shell.webhook.Dialogues;
import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.GameType;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Gathers what the planner may know of a GameAutoscaler. */
record AutoscalerObserver(
        Environment environment,
        Watched<GameType> gameTypes,
        Primaries<GameAutoscaler> scalers,
        Dialogues dialogues,
        Memory memory) {
    /** The API server counts in seconds: names decide between those of the same one. */
    private static final Comparator<HasMetadata> OLDEST = Comparator.<HasMetadata, String>comparing(
                    object -> object.getMetadata().getCreationTimestamp())
            .thenComparing(object -> object.getMetadata().getName());

    AutoscalerObservation observe(GameAutoscaler scaler) {
        String uid = scaler.getMetadata().getUid();
        Instant now = environment.clock().instant();
        return new AutoscalerObservation(
                now,
                scaler,
                gameTypes.get(new ScaledGameType(scaler).key()).orElse(null),
                rival(scaler),
                dialogues.of(uid, now),
                environment.installation().config().webhooks().otherNamespaces(),
                memory.refusals(uid).get(""));
    }

    private @Nullable String rival(GameAutoscaler scaler) {
        ObjectKey gameType = new ScaledGameType(scaler).key();
        return scalers.stream()
                .filter(other -> new ScaledGameType(other).key().equals(gameType))
                .filter(other -> other.getMetadata().getDeletionTimestamp() == null)
                .filter(other -> OLDEST.compare(other, scaler) < 0)
                .min(OLDEST)
                .map(other -> other.getMetadata().getName())
                .orElse(null);
    }
}
