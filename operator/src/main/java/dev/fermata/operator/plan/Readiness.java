package dev.fermata.operator.plan;

import java.util.Arrays;

/** The reasons of a Server's condition Ready: where its game is. Fleets read it there. */
public enum Readiness {
    /** There is no Pod yet. */
    NO_POD("NoPod"),
    /** The API server refuses to create the Pod. */
    POD_REFUSED("PodRefused"),
    /** No node takes the Pod yet. */
    UNSCHEDULED("Unscheduled"),
    /** On a node; images, sidecar or game on their way. */
    STARTING("Starting"),
    /** On a node, but the kubelet cannot start a container. */
    CANNOT_START("CannotStart"),
    /** The game runs and its Pod is not ready. */
    NOT_READY("NotReady"),
    READY("Ready"),
    /** The node does not report: nobody knows. */
    NODE_UNREACHABLE("NodeUnreachable"),
    /** The node is gone. */
    NODE_LOST("NodeLost"),
    /** Somebody else deleted the Pod; the game has its grace period. */
    POD_DELETED("PodDeleted"),
    /** The game exited with 0. */
    GAME_ENDED("GameEnded"),
    /** The game exited with another code, or the Pod failed. */
    GAME_FAILED("GameFailed"),
    /** The Pod was deleted, and the game with it is over. */
    POD_GONE("PodGone");

    private final String word;

    Readiness(String word) {
        this.word = word;
    }

    /** The word in the condition. */
    public String word() {
        return word;
    }

    /** {@link #NO_POD} for a word of another version, and for none. */
    public static Readiness of(String word) {
        return Arrays.stream(values())
                .filter(reason -> reason.word.equals(word))
                .findFirst()
                .orElse(NO_POD);
    }

    /** How little it says of why a game is not ready: least where something is wrong, most where it may be merely early. */
    int silence() {
        return switch (this) {
            case POD_REFUSED, CANNOT_START, GAME_FAILED -> 0;
            case UNSCHEDULED, NODE_UNREACHABLE, NODE_LOST -> 1;
            case NOT_READY, POD_DELETED, POD_GONE, GAME_ENDED -> 2;
            case STARTING -> 3;
            case NO_POD, READY -> 4;
        };
    }

    /** Whether the Server is over, for good. */
    public boolean ended() {
        return this == GAME_ENDED || this == GAME_FAILED || this == POD_GONE;
    }
}
