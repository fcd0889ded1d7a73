package dev.fermata.local.demo;

import dev.fermata.local.screen.Scene;
import dev.fermata.v1alpha1.Fleet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A fleet comes up; matches are played on two of its servers; it is scaled down to one. The free ones leave at once, a busy one stays until
 * its match is over.
 */
final class FleetStory {
    /** The number of players is written every 10 seconds at most. */
    private static final Duration COUNTED = Duration.ofSeconds(25);

    private static final int EVENING = 5;

    private final Stage stage;
    private final Matches matches;
    private final Path yaml;
    private String fleet = "";

    FleetStory(Stage stage, Matches matches, Path yaml) {
        this.stage = stage;
        this.matches = matches;
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
        stage.scale(Fleet.class, fleet, EVENING);
        Duration took = stage.await(
                EVENING + " Servers become Ready and idle",
                Story.START,
                scene -> scene.names().size() == EVENING
                        && scene.names().stream()
                                .allMatch(name -> scene.phase(name).equals("Ready") && scene.isAllowed(name)));
        Scene scene = stage.look();
        matches.remember(scene);
        stage.check(
                EVENING + " Servers are Ready after " + Story.seconds(took) + ", " + 2 * EVENING + " processes run",
                scene.names().stream().allMatch(matches::liveWhole));
        stage.breathe();
    }

    private void matchesStart() throws CheckFailedException, IOException {
        Scene scene = stage.look();
        String one = scene.names().get(1);
        String other = scene.names().get(3);
        stage.chapter("Players come: a match starts on " + one + " and on " + other + ". These two may not go now.");
        matches.start(scene, one, "ann", "ben");
        matches.start(scene, other, "cat", "dan");
        stage.await(
                "both say that they may not go",
                Story.SOON,
                now -> matches.servers().stream().noneMatch(now::isAllowed));
        Scene now = stage.look();
        stage.check(
                "both hold; the three others are free",
                now.names().stream().filter(now::isAllowed).count() == EVENING - 2);
        matches.playOn();
    }

    private void scaledDown() throws CheckFailedException {
        stage.chapter("Night: scaled down to 1. The free ones leave at once; a busy one is asked to go.");
        Set<String> free = stage.look().names().stream()
                .filter(name -> !matches.servers().contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        stage.scale(Fleet.class, fleet, 1);
        Duration took = stage.await(
                free + " leave, one busy Server is asked to",
                Story.SOON,
                scene -> Set.copyOf(scene.names()).equals(matches.servers())
                        && scene.draining().size() == 1);
        stage.check(
                String.join(", ", free) + " are gone after " + Story.seconds(took) + ", their processes too",
                free.stream().noneMatch(matches::live));
    }

    private void busyOneStays(String busy) throws CheckFailedException, IOException {
        stage.await(
                "it says what it waits for",
                Story.SOON,
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
        matches.playOn();
        stage.check(
                "the match goes on, the process lives: pid "
                        + stage.look().game(busy).orElse(-1L),
                matches.liveWhole(busy) && stage.look().draining().equals(List.of(busy)));
    }

    private void matchEnds(String busy) throws CheckFailedException, IOException {
        stage.chapter("The match ends. Now " + busy + " goes.");
        List<String> heard = matches.finish(busy);
        stage.check(
                "both players heard who won before their connections ended",
                heard.size() == 2
                        && heard.getFirst().matches("OVER \\w+ wins")
                        && heard.getLast().equals(heard.getFirst()));
        Duration took =
                stage.await(busy + " goes", Story.SOON, scene -> !scene.names().contains(busy));
        stage.check(
                busy + " is gone " + Story.seconds(took) + " after its match, its processes too", !matches.live(busy));
        String other = matches.last();
        stage.check(
                other + " was never asked: it is the one that remains",
                stage.look().phase(other).equals("Ready") && matches.liveWhole(other));
        stage.breathe();
    }

    private void fleetIsDeleted() throws CheckFailedException, IOException {
        String last = matches.last();
        stage.chapter("The fleet is deleted, and even then its last match is played to the end.");
        stage.delete(Fleet.class, fleet);
        stage.await(
                last + " is asked to go, and its players are counted",
                COUNTED,
                scene -> waits(scene, last)
                        && "Deleted".equals(scene.status(last).getDrainReason())
                        && Integer.valueOf(2).equals(scene.status(last).getPlayers()));
        matches.playOn();
        stage.check(
                "the match goes on, the process lives: pid "
                        + stage.look().game(last).orElse(-1L),
                matches.liveWhole(last));
        matches.finish(last);
        Duration took = stage.await(
                "nothing is left",
                Story.SOON,
                scene -> scene.names().isEmpty()
                        && scene.pods().isEmpty()
                        && stage.get(Fleet.class, fleet).isEmpty());
        stage.check(
                "all is gone " + Story.seconds(took) + " after the match, and no process is left",
                matches.nobodyLives());
    }

    private static boolean waits(Scene scene, String server) {
        return "AwaitingPermission".equals(scene.status(server).getWaitingFor());
    }
}
