package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.v1alpha1.GameAutoscaler;

/** A GameAutoscaler as the one that names a GameType. */
record ScaledGameType(GameAutoscaler scaler) {

    /** Where the GameType is, should there be one. */
    ObjectKey key() {
        return ObjectKey.of(scaler).sibling(scaler.getSpec().getGameTypeName());
    }
}
