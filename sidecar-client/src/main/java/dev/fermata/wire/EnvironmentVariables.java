package dev.fermata.wire;

/** Environment variables by which the operator, or whoever runs them without one, configures the sidecar and the game's containers. */
public final class EnvironmentVariables {
    /** Game container. Base address of the sidecar's game-facing listener, like {@code http://127.0.0.1:9480}. */
    public static final String URL = "FERMATA_URL";

    /** Sidecar and game container. Name of the Server. */
    public static final String SERVER_NAME = "FERMATA_SERVER_NAME";

    /** Sidecar and game container, if the Server says one. How many players fit. */
    public static final String CAPACITY = "FERMATA_CAPACITY";

    /** Sidecar. Namespace of the Server. */
    public static final String SERVER_NAMESPACE = "FERMATA_SERVER_NAMESPACE";

    /** Sidecar. Uid of the Server. */
    public static final String SERVER_UID = "FERMATA_SERVER_UID";

    /** Sidecar, if the Server belongs to one. Name of the Fleet. */
    public static final String FLEET = "FERMATA_FLEET";

    /** Sidecar, if the Fleet belongs to one. Name of the GameType. */
    public static final String GAME_TYPE = "FERMATA_GAME_TYPE";

    /** Sidecar. Port of the game-facing listener; {@link Ports#GAME} if absent. */
    public static final String GAME_PORT = "FERMATA_GAME_PORT";

    /** Sidecar. Address that the operator-facing listener binds to; {@code 0.0.0.0} if absent. */
    public static final String OPERATOR_HOST = "FERMATA_OPERATOR_HOST";

    /** Sidecar. Port of the operator-facing listener; {@link Ports#OPERATOR} if absent. */
    public static final String OPERATOR_PORT = "FERMATA_OPERATOR_PORT";

    /** Sidecar. {@link OperatorToken#sha256} of the token that the operator must show. */
    public static final String TOKEN_SHA256 = "FERMATA_TOKEN_SHA256";

    /** Sidecar. Where nudges go; absent: none are sent. */
    public static final String NUDGE_URL = "FERMATA_NUDGE_URL";

    /** Sidecar. How much it logs. */
    public static final String LOG_LEVEL = "FERMATA_LOG_LEVEL";

    /** Sidecar. How many seconds it serves a game that outlives the request to end; 25 if absent. The operator does not set it. */
    public static final String LINGER_SECONDS = "FERMATA_LINGER_SECONDS";

    private EnvironmentVariables() {}
}
