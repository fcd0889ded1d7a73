package dev.fermata.operator.simulation;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What really runs for one Pod on its node, whatever the API server has been told of it. */
final class Machine {
    /** How far the kubelet has come. */
    enum Stage {
        BOUND,
        /** The sidecar listens. */
        SIDECAR,
        /** The game runs. */
        GAME,
        /** The game has exited. */
        OVER
    }

    private final String uid;
    private final String name;
    private final String node;
    private final SidecarModel sidecar;
    private Stage stage = Stage.BOUND;
    private boolean playing;
    private boolean stopping;
    private boolean imageMissing;
    private @Nullable Integer exitCode;

    Machine(Pod pod, boolean imageMissing) {
        uid = pod.getMetadata().getUid();
        name = pod.getMetadata().getName();
        node = pod.getSpec().getNodeName();
        sidecar = new SidecarModel(uid);
        this.imageMissing = imageMissing;
    }

    String uid() {
        return uid;
    }

    String name() {
        return name;
    }

    String node() {
        return node;
    }

    SidecarModel sidecar() {
        return sidecar;
    }

    Stage stage() {
        return stage;
    }

    boolean imageMissing() {
        return imageMissing;
    }

    @Nullable
    Integer exitCode() {
        return exitCode;
    }

    boolean listens() {
        return stage == Stage.SIDECAR || stage == Stage.GAME;
    }

    boolean runs() {
        return stage == Stage.GAME;
    }

    /** A match that must not be cut. */
    boolean playing() {
        return runs() && playing;
    }

    void nextStage() {
        stage = stage == Stage.BOUND ? Stage.SIDECAR : Stage.GAME;
        playing = stage == Stage.GAME;
    }

    void imageFound() {
        imageMissing = false;
    }

    /** A match begins, if the sidecar lets the game hold. */
    void startMatch() {
        if (runs() && sidecar.hold()) {
            playing = true;
        }
    }

    /** The match is over, and the game says that it may go. */
    void endMatch() {
        playing = false;
        sidecar.allow();
    }

    /** The sidecar alone starts again; the game sees another instance and says again what it said. */
    void restartSidecar(Instant now) {
        boolean allows = sidecar.allowed();
        sidecar.restart(now);
        if (allows && !playing) {
            sidecar.allow();
        }
    }

    void exit(int code) {
        stage = Stage.OVER;
        playing = false;
        exitCode = code;
    }

    void stop() {
        if (!stopping) {
            stopping = true;
            sidecar.terminate();
        }
    }
}
