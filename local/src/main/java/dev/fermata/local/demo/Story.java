package dev.fermata.local.demo;

import dev.fermata.local.screen.Scene;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The story: a fleet comes up; matches are played on two of its servers; it is scaled down to one. The free ones leave at once, a busy
 * one stays until its match is over. Nothing is told that was not checked.
 */
final class Story implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(15);
    /** The number of players is written every 10 seconds at most. */
    private static final Duration COUNTED = Duration.ofSeconds(25);

    private static final int EVENING = 5;
    private static final int POINTS_TO_WATCH = 6;

    private final Stage stage;
    private final Path yaml;
    private final Map<String, List<ProcessHandle>> processes = new HashMap<>();
    private final Map<String, BotMatch> matches = new HashMap<>();
    private String fleet = "";

    Story(Stage stage, Path yaml) {
        this.stage = stage;
        this.yaml = yaml;
    }

    /** All chapters, in their order. */
    void play() throws CheckFailedException, IOException {
        fleetComesUp();
        matchesStart();
        scaledDown();
        String busy = stage.look().draining().getFirst();
        busyOneStays(busy);
        matchEnds(busy);
        fleetIsDeleted();
    }

    private void fleetComesUp() throws CheckFailedException, IOException {
        stage.chapter("A fleet comes up, and grows to " + EVENING
                + " for the evening: for each Server a game, and a sidecar beside it, both real processes.");
        fleet = stage.create(yaml);
        stage.scale(fleet, EVENING);
        Duration took = stage.await(
                EVENING + " Servers become Ready and idle",
                START,
                scene -> scene.names().size() == EVENING
                        && scene.names().stream()
                                .allMatch(name -> scene.phase(name).equals("Ready") && scene.isAllowed(name)));
        Scene scene = stage.look();
        for (String name : scene.names()) {
            processes.put(
                    name,
                    scene.pids(name).stream()
                            .flatMap(pid -> ProcessHandle.of(pid).stream())
                            .toList());
        }
        stage.check(
                EVENING + " Servers are Ready after " + seconds(took) + ", " + 2 * EVENING + " processes run",
                processes.values().stream()
                        .allMatch(two -> two.size() == 2 && two.stream().allMatch(ProcessHandle::isAlive)));
        stage.breathe();
    }

    private void matchesStart() throws CheckFailedException, IOException {
        Scene scene = stage.look();
        String one = scene.names().get(1);
        String other = scene.names().get(3);
        stage.chapter("Players come: a match starts on " + one + " and on " + other + ". These two may not go now.");
        matches.put(one, BotMatch.start(scene.address(one), List.of("ann", "ben")));
        matches.put(other, BotMatch.start(scene.address(other), List.of("cat", "dan")));
        stage.await(
                "both say that they may not go",
                SOON,
                now -> matches.keySet().stream().noneMatch(now::isAllowed));
        Scene now = stage.look();
        stage.check(
                "both hold; the three others are free",
                now.names().stream().filter(now::isAllowed).count() == EVENING - 2);
        playOn();
        stage.await(
                "their players are counted",
                COUNTED,
                counted -> matches.keySet().stream()
                        .allMatch(name ->
                                Integer.valueOf(2).equals(counted.status(name).getPlayers())));
    }

    private void scaledDown() throws CheckFailedException {
        stage.chapter("Night: scaled down to 1. The free ones leave at once; a busy one is asked to go.");
        Set<String> free = stage.look().names().stream()
                .filter(name -> !matches.containsKey(name))
                .collect(Collectors.toCollection(TreeSet::new));
        stage.scale(fleet, 1);
        Duration took = stage.await(
                free + " leave, one busy Server is asked to",
                SOON,
                scene -> Set.copyOf(scene.names()).equals(matches.keySet())
                        && scene.draining().size() == 1);
        stage.check(
                String.join(", ", free) + " are gone after " + seconds(took) + ", their processes too",
                free.stream().noneMatch(this::lives));
    }

    private void busyOneStays(String busy) throws CheckFailedException, IOException {
        stage.await(
                "it says what it waits for",
                SOON,
                scene -> "AwaitingPermission".equals(scene.status(busy).getWaitingFor()));
        stage.chapter(busy + " stays: its game has not let go.");
        stage.check(
                "it says why: " + stage.look().whyItWaits(busy),
                !stage.look().whyItWaits(busy).isEmpty());
        try (Bot late = Bot.knock(stage.look().address(busy), "eve")) {
            String answer = late.hears("REFUSED");
            late.hearsNothingMore();
            stage.check("it takes no new player: \"" + answer + "\"", answer.contains("closing"));
        }
        playOn();
        stage.check(
                "the match goes on, the process lives: pid "
                        + stage.look().game(busy).orElse(-1L),
                livesWhole(busy) && stage.look().draining().equals(List.of(busy)));
    }

    private void matchEnds(String busy) throws CheckFailedException, IOException {
        stage.chapter("The match ends. Now " + busy + " goes.");
        finish(busy);
        stage.check("both players heard who won before their connections ended", true);
        Duration took =
                stage.await(busy + " goes", SOON, scene -> !scene.names().contains(busy));
        stage.check(busy + " is gone " + seconds(took) + " after its match, its processes too", !lives(busy));
        String other = matches.keySet().iterator().next();
        stage.check(
                other + " was never asked: it is the one that remains",
                stage.look().phase(other).equals("Ready") && livesWhole(other));
        stage.breathe();
    }

    private void fleetIsDeleted() throws CheckFailedException, IOException {
        String last = matches.keySet().iterator().next();
        stage.chapter("The fleet is deleted, and even then its last match is played to the end.");
        stage.delete(fleet);
        stage.await(
                last + " is asked to go",
                SOON,
                scene -> waits(scene, last)
                        && "Deleted".equals(scene.status(last).getDrainReason()));
        playOn();
        stage.check(
                "the match goes on, the process lives: pid "
                        + stage.look().game(last).orElse(-1L),
                livesWhole(last));
        finish(last);
        Duration took = stage.await(
                "nothing is left",
                SOON,
                scene -> scene.names().isEmpty() && scene.pods().isEmpty() && !stage.hasFleet(fleet));
        stage.check(
                "all is gone " + seconds(took) + " after the match, and no process is left",
                processes.keySet().stream().noneMatch(this::lives));
    }

    private void playOn() throws IOException {
        for (int i = 0; i < POINTS_TO_WATCH; i++) {
            for (BotMatch match : matches.values()) {
                match.point();
            }
            stage.breathe();
        }
    }

    private void finish(String server) throws IOException {
        try (BotMatch match = Objects.requireNonNull(matches.remove(server), server)) {
            match.finish();
        }
    }

    private boolean lives(String server) {
        return processes(server).stream().anyMatch(ProcessHandle::isAlive);
    }

    private boolean livesWhole(String server) {
        return processes(server).stream().allMatch(ProcessHandle::isAlive);
    }

    /** Game and sidecar, as they were when the fleet had come up: a later process of the same pid is not meant. */
    private List<ProcessHandle> processes(String server) {
        return Objects.requireNonNull(processes.get(server), server);
    }

    private static boolean waits(Scene scene, String server) {
        return "AwaitingPermission".equals(scene.status(server).getWaitingFor());
    }

    private static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1000.0);
    }

    @Override
    public void close() {
        matches.values().forEach(BotMatch::close);
    }
}
