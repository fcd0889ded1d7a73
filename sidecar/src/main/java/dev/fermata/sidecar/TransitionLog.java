package dev.fermata.sidecar;

import dev.fermata.sidecar.state.Transition;
import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.SidecarState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each change of the state. What a message or a game says is never in it, only words of the protocol. */
final class TransitionLog {
    private static final Logger LOG = LoggerFactory.getLogger("dev.fermata.sidecar");

    private TransitionLog() {}

    static void changed(Transition transition) {
        SidecarState before = transition.before().document();
        SidecarState after = transition.after().document();
        if (before.allowed() != after.allowed()) {
            LOG.info("permission changed allowed={} version={}", after.allowed(), after.version());
        }
        if (before.sealed() != after.sealed()) {
            LOG.info("seal changed sealed={} version={}", after.sealed(), after.version());
        }
        if (!Objects.equals(before.drain(), after.drain())) {
            drain(after.drain(), after.version());
        }
        if (before.guard() != after.guard() && before.allowed() == after.allowed()) {
            LOG.info("guard changed guard={} version={}", after.guard().wireName(), after.version());
        }
        if (before.terminating() != after.terminating()) {
            LOG.info("terminating version={}", after.version());
        }
        if (!Objects.equals(before.players(), after.players())) {
            LOG.debug("players changed players={} version={}", after.players(), after.version());
        }
    }

    private static void drain(@Nullable DrainNotice drain, long version) {
        if (drain == null) {
            LOG.info("drain withdrawn version={}", version);
        } else {
            String deadline =
                    drain.deadline() == null ? "none" : drain.deadline().toString();
            LOG.info("drain requested reason={} deadline={} version={}", drain.reason(), deadline, version);
        }
    }
}
