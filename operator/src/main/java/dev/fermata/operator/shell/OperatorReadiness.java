package dev.fermata.operator.shell;

import dev.fermata.operator.shell.http.HealthListener.Readiness;
import dev.fermata.operator.shell.part.Parts.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether the operator does its work: something runs, and whatever runs sees the world as it is, but for a minute in which a lost watch
 * may come back. What cannot run is named and makes nothing else unready.
 */
final class OperatorReadiness {
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Instant> staleSince = new HashMap<>();

    OperatorReadiness(Clock clock) {
        this.clock = clock;
    }

    synchronized Readiness of(List<Standing> parts) {
        Instant now = clock.instant();
        staleSince
                .keySet()
                .retainAll(parts.stream()
                        .filter(Standing::stale)
                        .map(Standing::name)
                        .toList());
        parts.stream().filter(Standing::stale).forEach(part -> staleSince.putIfAbsent(part.name(), now));
        boolean fresh = staleSince.values().stream().allMatch(since -> now.isBefore(since.plus(TOLERANCE)));
        boolean working = parts.stream().anyMatch(Standing::running);
        return new Readiness(
                fresh && working, parts.stream().map(this::line).collect(Collectors.joining("\n", "", "\n")));
    }

    private String line(Standing part) {
        if (part.stale()) {
            return part.name() + ": lost its connection to the API server at " + staleSince.get(part.name());
        }
        return part.name() + ": " + part.why().map(why -> "not running: " + why).orElse("running");
    }
}
