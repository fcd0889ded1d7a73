package dev.fermata.operator.shell.lead;

import dev.fermata.api.Labels;
import dev.fermata.operator.shell.kube.ApiAnswer;
import dev.fermata.operator.shell.kube.ApiServer;
import dev.fermata.operator.shell.kube.ApiUnavailableException;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.kube.Patch;
import dev.fermata.operator.shell.log.LogKey;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The label on the leader's own Pod, by which the Service for nudges finds it. Without it nudges are late, and nothing is wrong: so what
 * stands in its way is said, and not tried again before the next change of leaders.
 *
 * @param pod this process's own
 */
public record LeaderMark(ApiServer api, ObjectKey pod) {
    private static final Logger LOG = LoggerFactory.getLogger(LeaderMark.class);
    private static final String PATH = "/metadata/labels/" + Patch.escaped(Labels.LEADER);

    /** This Pod's operator leads. */
    public void set() {
        change(true);
    }

    /** It does not, or not any more. */
    public void clear() {
        change(false);
    }

    private void change(boolean leads) {
        try {
            if (api.get(Pod.class, pod) instanceof ApiAnswer.Done<Pod>(Pod found) && found != null) {
                Map<String, String> labels =
                        Optional.ofNullable(found.getMetadata().getLabels()).orElse(Map.of());
                if (labels.containsKey(Labels.LEADER) != leads) {
                    Patch patch = Patch.from(found.getMetadata().getResourceVersion());
                    say(api.patch(Pod.class, pod, leads ? patch.set(PATH, Labels.TRUE) : patch.remove(PATH)));
                }
            } else {
                LOG.atWarn()
                        .addKeyValue(LogKey.NAME, pod)
                        .log("own Pod cannot be read: nudges may not find the leader");
            }
        } catch (ApiUnavailableException e) {
            LOG.atWarn()
                    .addKeyValue(LogKey.NAME, pod)
                    .addKeyValue(LogKey.DETAIL, e.getMessage())
                    .log("own Pod cannot be marked: nudges may not find the leader");
        }
    }

    private void say(ApiAnswer<Pod> answer) {
        if (answer instanceof ApiAnswer.Refused<Pod> refused) {
            LOG.atWarn()
                    .addKeyValue(LogKey.NAME, pod)
                    .addKeyValue(LogKey.DETAIL, refused.message())
                    .log("own Pod cannot be marked: nudges may not find the leader");
        }
    }
}
