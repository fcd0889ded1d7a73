package dev.fermata.operator.simulation;

import dev.fermata.operator.plan.Step;
import dev.fermata.wire.SidecarState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A call to a sidecar that is under way. */
final class Flight {
    private final Work work;
    private final String podUid;
    private final Step.Call call;
    private final Instant sent;
    private @Nullable SidecarState answer;

    Flight(Work work, String podUid, Step.Call call, Instant sent) {
        this.work = work;
        this.podUid = podUid;
        this.call = call;
        this.sent = sent;
    }

    Work work() {
        return work;
    }

    String podUid() {
        return podUid;
    }

    Step.Call call() {
        return call;
    }

    Instant sent() {
        return sent;
    }

    @Nullable
    SidecarState answer() {
        return answer;
    }

    void arrive(SidecarModel sidecar) {
        answer = sidecar.hear(call);
    }
}
