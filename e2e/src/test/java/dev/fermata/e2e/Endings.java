package dev.fermata.e2e;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The last words of games: what they wrote to their termination log. */
record Endings(Map<String, String> byUid, Watch watch) implements AutoCloseable {

    /** How it stood, and a number. Others speak there too: of containers that had not started. */
    private static final Pattern WORD = Pattern.compile("[a-z]+ [0-9]+");

    static Endings in(World world) {
        Map<String, String> byUid = new ConcurrentHashMap<>();
        Watch watch = world.cluster()
                .watchPods(
                        world.namespace().name(),
                        pod -> lastWord(pod)
                                .ifPresent(word -> byUid.put(pod.getMetadata().getUid(), word)));
        return new Endings(byUid, watch);
    }

    private static Optional<String> lastWord(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .filter(status -> status.getName().equals("game"))
                .findFirst()
                .map(ContainerStatus::getState)
                .map(ContainerState::getTerminated)
                .map(ContainerStateTerminated::getMessage)
                .map(String::strip)
                .filter(message -> WORD.matcher(message).matches());
    }

    /** One for each game that ended. */
    List<String> words() {
        return List.copyOf(byUid.values());
    }

    /** The numbers at their ends, in all. */
    int times() {
        return words().stream()
                .map(word -> word.substring(word.indexOf(' ') + 1))
                .mapToInt(Integer::parseInt)
                .sum();
    }

    @Override
    public void close() {
        watch.close();
    }
}
