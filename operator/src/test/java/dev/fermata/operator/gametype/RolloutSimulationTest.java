package dev.fermata.operator.gametype;

import dev.fermata.operator.plan.Step;
import dev.fermata.v1alpha1.fleetspec.ScaleDown;
import dev.fermata.v1alpha1.gametypespec.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Rollouts in which everything happens at any moment: templates change and change back, replicas change, games begin and end, Fleets are slow,
 * operators end between two steps, and act on what is no longer so. Sampled after every move.
 */
class RolloutSimulationTest {
    private static final int RUNS = 300;
    private static final int MOVES = 120;

    @Test
    void whatever_happens_the_limits_hold_and_all_comes_to_rest() {
        for (long seed = 0; seed < RUNS; seed++) {
            try {
                new Run(seed).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private static final class Run {
        private final Random random;
        private final Town town;
        private final boolean scaled;
        private final Duration minReady;
        private final int surge;
        private final int unavailable;
        private final int draining;
        private int most;
        private int fewest;
        private GameTypeObservation snapshot;

        Run(long seed) {
            random = new Random(seed);
            int replicas = 1 + random.nextInt(8);
            scaled = random.nextBoolean();
            most = replicas;
            fewest = replicas;
            minReady = Duration.ofSeconds(random.nextBoolean() ? 0 : random.nextInt(500));
            surge = random.nextInt(4);
            unavailable = surge == 0 ? 1 + random.nextInt(2) : random.nextInt(3);
            draining = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : Integer.MAX_VALUE;
            town = new Town(replicas)
                    .allows(Integer.toString(surge), Integer.toString(unavailable))
                    .breaks("v3");
            if (draining < Integer.MAX_VALUE) {
                town.strategy().setMaxDraining(draining);
            }
            if (random.nextBoolean()) {
                town.strategy().setOnFailure(Strategy.OnFailure.RollBack);
            }
            town.strategy().setMinReadySeconds((int) minReady.toSeconds());
            town.spec().setScaleDown(new ScaleDown());
            town.spec().getScaleDown().setPreferAllowed(random.nextBoolean());
            town.rest();
            town.pass(minReady);
            town.rest();
            snapshot = town.snapshot();
        }

        void run() {
            for (int i = 0; i < MOVES; i++) {
                move();
                holds();
            }
            town.spec().setPaused(false);
            town.image("v4");
            town.all().forEach(server -> server.busy = false);
            for (int i = 0; i < 40; i++) {
                town.rest();
                town.pass(minReady);
            }
            town.rest();
            int replicas = town.spec().getReplicas();
            if (!town.progress().equals("True NewRevisionAvailable")
                    || town.all().size() != replicas
                    || town.of("v4").size() != replicas) {
                throw new AssertionError("not at rest: " + town.progress() + " " + town.sizes());
            }
        }

        private void move() {
            switch (random.nextInt(13)) {
                case 0 -> town.image("v" + (1 + random.nextInt(3)));
                case 1 -> town.spec().setPaused(random.nextInt(4) == 0);
                case 2 -> town.pass(Duration.ofSeconds(random.nextInt(400)));
                case 3 -> changeMinds();
                case 4 -> town.letGo();
                case 5 -> town.startAll();
                case 6 -> town.fleetsAct();
                case 7 -> partOfAPlan();
                case 8 -> snapshot = town.snapshot();
                case 9 -> town.executeLate(GameTypePlanner.plan(snapshot));
                case 10 -> scale();
                default -> town.settle();
            }
        }

        /** An operator ends between two steps. */
        private void partOfAPlan() {
            List<Step> steps = town.plan().steps();
            steps.stream().limit(random.nextInt(steps.size() + 1)).forEach(town::execute);
        }

        private void scale() {
            if (scaled) {
                int replicas = random.nextInt(9);
                town.spec().setReplicas(replicas);
                most = Math.max(most, replicas);
                fewest = 0;
            }
        }

        private void changeMinds() {
            town.all().forEach(server -> server.busy = random.nextBoolean());
        }

        private void holds() {
            long counting =
                    town.all().stream().filter(server -> !server.draining()).count();
            if (counting > most + surge) {
                throw new AssertionError(counting + " Servers count, of " + most + " and a surge of " + surge);
            }
            long available = town.all().stream()
                    .filter(server ->
                            server.ready && !server.draining() && !town.now().isBefore(server.since.plus(minReady)))
                    .count();
            if (available < fewest - unavailable) {
                throw new AssertionError(available + " Servers are available, of " + fewest + " less " + unavailable);
            }
            for (int i = 1; i <= 3; i++) {
                long waiting = town.of("v" + i).stream()
                        .filter(server -> server.draining() && server.busy)
                        .count();
                if (!scaled && waiting > draining) {
                    throw new AssertionError(waiting + " Servers of v" + i + " wait, and " + draining + " may");
                }
            }
        }
    }
}
