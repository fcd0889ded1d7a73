package dev.fermata.operator.simulation;

import dev.fermata.operator.plan.Step;
import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.Guard;
import dev.fermata.wire.SidecarState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A sidecar, as the protocol has it. It forgets all when it starts again. */
final class SidecarModel {
    private final String pod;
    private int starts;
    private long version;
    private boolean allowed;
    private boolean sealed;
    private boolean terminating;
    private Guard guard = Guard.UNKNOWN;
    private @Nullable DrainNotice drain;
    private @Nullable Integer players;
    private long news;
    private long acknowledged = -1;
    private Instant forgotAt = Instant.EPOCH;

    SidecarModel(String pod) {
        this.pod = pod;
    }

    SidecarState state() {
        return new SidecarState(pod + "-" + starts, version, allowed, sealed, terminating, guard, drain, players);
    }

    void restart(Instant now) {
        forgotAt = sealed ? now : forgotAt;
        starts++;
        version = 0;
        allowed = false;
        sealed = false;
        guard = Guard.UNKNOWN;
        drain = null;
        players = null;
        news = 0;
        acknowledged = -1;
    }

    void allow() {
        if (!allowed) {
            allowed = true;
            guard = Guard.UNKNOWN;
            news = ++version;
        }
    }

    /** Whether the game holds now. */
    boolean hold() {
        if (sealed || terminating) {
            return !allowed;
        }
        if (allowed) {
            allowed = false;
            guard = Guard.UNKNOWN;
            news = ++version;
        }
        return true;
    }

    void report(int count) {
        players = count;
        news = ++version;
    }

    void terminate() {
        terminating = true;
        version++;
    }

    /** What the operator says; the answer is the state. */
    SidecarState hear(Step.Call call) {
        switch (call) {
            case Step.FetchState fetch -> {}
            case Step.TellDrain(DrainNotice notice) -> {
                if (!notice.equals(drain)) {
                    drain = notice;
                    version++;
                }
            }
            case Step.TellNoDrain none -> {
                if (drain != null) {
                    drain = null;
                    version++;
                }
            }
            case Step.Seal seal -> seal();
            case Step.Unseal unseal -> unseal();
            case Step.Acknowledge acknowledge -> acknowledge(acknowledge);
        }
        return state();
    }

    boolean hasNews() {
        return acknowledged < news;
    }

    boolean allowed() {
        return allowed;
    }

    boolean sealed() {
        return sealed;
    }

    boolean asked() {
        return drain != null || terminating;
    }

    /** When an earlier instance forgot its seal. */
    Instant forgotAt() {
        return forgotAt;
    }

    /** A seal that stays is news: an operator that is not the leader any more may have asked for it. */
    private void seal() {
        if (allowed && !sealed) {
            sealed = true;
            news = ++version;
        }
    }

    private void unseal() {
        if (sealed) {
            sealed = false;
            version++;
        }
    }

    private void acknowledge(Step.Acknowledge acknowledge) {
        if (!acknowledge.instance().equals(state().instance())) {
            return;
        }
        acknowledged = Math.max(acknowledged, acknowledge.version());
        if (acknowledge.version() >= news && guard != Guard.NONE) {
            guard = Guard.NONE;
            version++;
        }
    }
}
