package dev.fermata.operator.shell.lead;

import dev.fermata.api.Labels;
import dev.fermata.operator.shell.kube.ApiAnswer;
import dev.fermata.operator.shell.kube.ApiServer;
import dev.fermata.operator.shell.kube.ApiUnavailableException;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.kube.Patch;
import dev.fermata.operator.shell.log.LogKey;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The label on the leader's own Pod, by which the Service for nudges finds it. Without it nudges are late, and nothing else is wrong: so what
 * stands in its way is said, and stops nothing.
 *
 * @param pod this process's own
 */
public record LeaderMark(ApiServer api, ObjectKey pod) {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderMark.class);
    private static final int ATTEMPTS = 30;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String PATH = "/metadata/labels/" + Patch.escaped(Labels.LEADER);

    /** This Pod's operator leads. Tried again for a while: without the mark nudges find nobody. */
    public void set() {
        boolean done = false;
        for (int i = 0; i < ATTEMPTS && !done; i++) {
            done = change(true);
            if (!done) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /** It does not, or not any more. */
    public void clear() {
        change(false);
    }

    /** The kubelet writes to the Pod all the time while it starts, so no state of it is named; nobody else writes this label. */
    private boolean change(boolean leads) {
        try {
            if (api.get(Pod.class, pod) instanceof ApiAnswer.Done<Pod>(Pod found) && found != null) {
                Map<String, String> labels =
                        Optional.ofNullable(found.getMetadata().getLabels()).orElse(Map.of());
                Patch patch = leads
                        ? Patch.ofAnyState().set(PATH, Labels.TRUE)
                        : Patch.ofAnyState().remove(PATH);
                return labels.containsKey(Labels.LEADER) == leads || isDone(api.patch(Pod.class, pod, patch));
            }
            say("own Pod cannot be read");
        } catch (ApiUnavailableException e) {
            say(String.valueOf(e.getMessage()));
        }
        return false;
    }

    private boolean isDone(ApiAnswer<Pod> answer) {
        if (answer instanceof ApiAnswer.Refused<Pod> refused) {
            say(refused.message());
            return false;
        }
        return true;
    }

    private void say(String why) {
        LOG.atWarn()
                .addKeyValue(LogKey.NAME, pod)
                .addKeyValue(LogKey.DETAIL, why)
                .log("own Pod cannot be marked: nudges may not find the leader");
    }
}
