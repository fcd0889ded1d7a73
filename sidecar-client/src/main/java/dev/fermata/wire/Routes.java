package dev.fermata.wire;

/** Paths of all three listeners. */
public final class Routes {
    /**
     * Game-facing. {@code GET} answers a {@link Permission}; {@code POST} takes one and answers a {@link PermissionAnswer}, or
     * 409 with a {@link HoldRefusal} if the game said false and it is too late.
     */
    public static final String ALLOW_DELETE = "/allow_delete";

    /** Game-facing. {@code GET} answers {@link Shutdown}. */
    public static final String SHUTDOWN = "/shutdown";

    /** Game-facing. {@code GET} answers {@link Health}. */
    public static final String HEALTH = "/health";

    /** Game-facing. {@code GET} answers the {@link ServerDocument}. */
    public static final String SERVER = "/v1/server";

    /** Game-facing. {@code GET} answers {@link ServerEvents}: the {@link ServerDocument} now and at each change. */
    public static final String EVENTS = "/v1/events";

    /** Game-facing. {@code PUT} takes {@link Players} and answers the same. */
    public static final String PLAYERS = "/v1/players";

    /** Operator-facing. {@code GET} answers {@link SidecarState}. */
    public static final String STATE = "/v1/state";

    /** Operator-facing. {@code PUT} takes a {@link DrainNotice}, {@code DELETE} nothing; both answer {@link SidecarState}. */
    public static final String DRAIN = "/v1/drain";

    /**
     * Operator-facing. {@code POST} and {@code DELETE} without a body answer {@link SidecarState}; {@code POST} answers 409 with a
     * {@link SealRefusal} if the game has not allowed deletion.
     */
    public static final String SEAL = "/v1/seal";

    /** Operator-facing. {@code PUT} takes a {@link GuardAcknowledgement} and answers {@link SidecarState}. */
    public static final String GUARD = "/v1/guard";

    /** Operator-facing, without a token. Prometheus text. */
    public static final String METRICS = "/metrics";

    /** Operator-facing, without a token. {@code GET} answers {@link Health}. */
    public static final String HEALTHZ = "/healthz";

    /** The operator's. {@code POST} takes a {@link Nudge}; any 2xx means that a leader has heard it. */
    public static final String NUDGE = "/v1/nudge";

    private Routes() {}
}
