package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.server.Defaults;
import dev.fermata.operator.server.Protection;
import dev.fermata.operator.shell.config.OperatorConfig;
import dev.fermata.operator.shell.keys.InstallKeys;
import dev.fermata.wire.OperatorToken;
import java.net.URI;
import java.util.function.BooleanSupplier;

/**
 * What the installation decides.
 *
 * @param policiesStand whether the guard's policies are in force as they were installed
 */
public record Installation(OperatorConfig config, InstallKeys keys, BooleanSupplier policiesStand) {

    Defaults defaults(String serverUid, Protection protection) {
        InstallKeys.Key key = keys.newest();
        return new Defaults(
                config.sidecar(),
                key.id(),
                OperatorToken.sha256(OperatorToken.of(key.secret(), serverUid)),
                config.nudgeUrl().map(URI::toString).orElse(null),
                config.pollInterval(),
                protection);
    }

    /** What stands in a namespace that has a budget, or has none. */
    Protection protection(boolean budget) {
        return switch (config.guard()) {
            case OFF -> Protection.OFF;
            case ON -> whole(budget);
        };
    }

    private Protection whole(boolean budget) {
        if (!policiesStand.getAsBoolean()) {
            return Protection.WITHOUT_POLICIES;
        }
        return budget ? Protection.WHOLE : Protection.WITHOUT_BUDGET;
    }
}
