package dev.fermata.sidecar.route;

import dev.fermata.wire.OperatorToken;
import org.jspecify.annotations.Nullable;

/** Who may use a route of a listener that he reaches. */
public sealed interface Access {
    /** Whether a request with this Authorization header, null if it had none, may pass. */
    boolean admits(@Nullable String authorization);

    /** Anybody. */
    record Open() implements Access {
        @Override
        public boolean admits(@Nullable String authorization) {
            return true;
        }
    }

    /**
     * Whoever shows the operator's token.
     *
     * @param sha256 see {@link OperatorToken#sha256}
     */
    record Token(String sha256) implements Access {
        @Override
        public boolean admits(@Nullable String authorization) {
            return OperatorToken.isShownBy(authorization, sha256);
        }
    }
}
