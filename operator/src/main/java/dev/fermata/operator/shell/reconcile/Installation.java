package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.server.Defaults;
import dev.fermata.operator.server.Protection;
import dev.fermata.operator.shell.config.OperatorConfig;
import dev.fermata.operator.shell.keys.InstallKeys;
import dev.fermata.wire.OperatorToken;
import java.net.URI;

/** What the installation decides. */
public record Installation(OperatorConfig config, InstallKeys keys) {

    Defaults defaults(String serverUid, Protection protection) {
        InstallKeys.Key key = keys.newest();
        return new Defaults(
                config.sidecarImage(),
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
            case ON -> budget ? Protection.WHOLE : Protection.WITHOUT_BUDGET;
        };
    }
}
