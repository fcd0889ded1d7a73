package dev.fermata.wire;

/** TCP ports that are used unless configuration says otherwise; all away from 8080, which games use themselves. */
public final class Ports {
    /** The sidecar's listener for the game, on 127.0.0.1. */
    public static final int GAME = 9480;

    /** The sidecar's listener for the operator, on the Pod's address. */
    public static final int OPERATOR = 9481;

    /** The operator's listener for nudges. */
    public static final int NUDGE = 9482;

    private Ports() {}
}
