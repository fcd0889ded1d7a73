package dev.fermata.operator.shell.metrics;

import dev.fermata.api.Labels;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerStatus;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How many Servers there are, how they stand, and how long the longest wait is: by namespace and Fleet. */
final class Census {
    private final Map<Group, Long> phases = new TreeMap<>(Group.ORDER);
    private final Map<Group, Long> waiting = new TreeMap<>(Group.ORDER);
    private final Map<Group, Duration> longest = new TreeMap<>(Group.ORDER);

    /**
     * A row of the census.
     *
     * @param word the phase, or the reason
     */
    private record Group(String namespace, String fleet, String word) {
        static final java.util.Comparator<Group> ORDER = java.util.Comparator.comparing(Group::namespace)
                .thenComparing(Group::fleet)
                .thenComparing(Group::word);

        Tags tags(String key) {
            return Tags.of("namespace", namespace, "fleet", fleet, key, word);
        }
    }

    private Census() {}

    static Census of(Stream<Server> servers, Instant now) {
        Census census = new Census();
        servers.forEach(server -> census.count(server, now));
        return census;
    }

    private void count(Server server, Instant now) {
        Optional<ServerStatus> status = Optional.ofNullable(server.getStatus());
        String phase = status.map(ServerStatus::getPhase)
                .map(ServerStatus.Phase::getValue)
                .orElse("Pending");
        phases.merge(group(server, phase), 1L, Long::sum);
        status.map(ServerStatus::getWaitingFor).ifPresent(reason -> {
            Group group = group(server, reason);
            waiting.merge(group, 1L, Long::sum);
            Duration age = Ends.requestedAt(server)
                    .map(since -> Duration.between(since, now))
                    .orElse(Duration.ZERO);
            longest.merge(group, age, (one, other) -> one.compareTo(other) > 0 ? one : other);
        });
    }

    private static Group group(Server server, String word) {
        String fleet = Optional.ofNullable(server.getMetadata().getLabels())
                .map(labels -> labels.get(Labels.FLEET))
                .orElse("");
        return new Group(server.getMetadata().getNamespace(), fleet, word);
    }

    List<MultiGauge.Row<?>> phases() {
        return rows(phases, "phase");
    }

    List<MultiGauge.Row<?>> waiting() {
        return rows(waiting, "reason");
    }

    List<MultiGauge.Row<?>> longest() {
        return longest.entrySet().stream()
                .<MultiGauge.Row<?>>map(entry -> MultiGauge.Row.of(
                        entry.getKey().tags("reason"), entry.getValue().toSeconds()))
                .toList();
    }

    private static List<MultiGauge.Row<?>> rows(Map<Group, Long> counts, String key) {
        return counts.entrySet().stream()
                .<MultiGauge.Row<?>>map(
                        entry -> MultiGauge.Row.of(entry.getKey().tags(key), entry.getValue()))
                .toList();
    }
}
