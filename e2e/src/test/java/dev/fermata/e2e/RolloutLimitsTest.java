package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** What a rollout may take and add, looked at all through one in which half of the games change their minds. */
@Scenario
class RolloutLimitsTest {
    private static final int WANTED = 4;
    private static final int SURGE = 1;
    private static final int MOST_WAITING = 1; // asked, and not sealed

    @Interrupted
    void neverTooFewNeverTooManyAndNeverMoreBusyOnesAheadOfTheirEndThanAllowed(World world) {
        GameType duel = GameType.create(
                        world,
                        "duel",
                        WANTED,
                        "spec: {strategy: {maxSurge: %d, maxUnavailable: 0, maxDraining: %d}}"
                                .formatted(SURGE, MOST_WAITING))
                .isRolledOut();
        List<Server> old = world.servers().toList();
        old.subList(0, WANTED / 2).forEach(server -> server.game().allows());

        duel.changes("spec: {template: {spec: {capacity: 8}}}");
        Sample sample = new Sample(world, old.stream().map(Server::name).collect(Collectors.toSet()));
        sample.until(() -> sample.gone() >= 1);
        world.strike();
        // The next one may be asked and sealed meanwhile: then it hears that it is too late.
        old.stream().filter(sample::has).forEach(server -> server.game().posts(false));
        while (sample.gone() < WANTED) {
            int gone = sample.gone();
            sample.until(() -> sample.waiting() == MOST_WAITING || sample.gone() > gone);
            old.stream().filter(sample::isAsked).forEach(server -> server.game().posts(true));
            sample.until(() -> sample.gone() > gone);
        }
        duel.isRolledOut();
        sample.until(() -> sample.counting() == WANTED);
    }

    /** Looks at all Servers again and again, and holds each look to the limits. */
    private static final class Sample {
        private final World world;
        private final Set<String> old;
        private final Set<String> there = new TreeSet<>();
        private final Set<String> asked = new TreeSet<>();
        private int counting;

        Sample(World world, Set<String> old) {
            this.world = world;
            this.old = old;
        }

        void until(BooleanSupplier wanted) {
            World.eventually("the rollout goes on", () -> {
                look();
                assertThat(wanted.getAsBoolean())
                        .as("of %s there are %s, asked to go: %s", old, there, asked)
                        .isTrue();
            });
        }

        private void look() {
            JsonNode servers = world.cluster()
                    .get(world.namespace().path("Server"))
                    .orFail()
                    .path("items");
            there.clear();
            asked.clear();
            counting = 0;
            int available = 0;
            for (JsonNode server : servers) {
                String name = server.at("/metadata/name").asText();
                there.add(name);
                if (!isGoing(server)) {
                    counting++;
                    available += isReady(server) ? 1 : 0;
                } else if (old.contains(name) && !server.at("/status/sealed").asBoolean()) {
                    asked.add(name); // one that is sealed cannot go back on its word: nothing is waited for any more
                }
            }
            if (available < WANTED || counting > WANTED + SURGE || asked.size() > MOST_WAITING) {
                throw new IllegalStateException(
                        available + " available, " + counting + " that count, waiting: " + asked);
            }
        }

        private static boolean isGoing(JsonNode server) {
            return !server.at("/spec/drains").isEmpty()
                    || server.path("metadata").has("deletionTimestamp");
        }

        private static boolean isReady(JsonNode server) {
            return World.condition(server, "Ready").path("status").asText().equals("True");
        }

        /** Which of the old ones are there. */
        boolean has(Server server) {
            return there.contains(server.name());
        }

        boolean isAsked(Server server) {
            return asked.contains(server.name());
        }

        int gone() {
            return (int) old.stream().filter(name -> !there.contains(name)).count();
        }

        int waiting() {
            return asked.size();
        }

        int counting() {
            return counting;
        }
    }
}
