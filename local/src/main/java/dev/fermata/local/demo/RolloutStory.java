package dev.fermata.local.demo;

import dev.fermata.local.screen.Scene;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.GameTypeStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A new version of a game is rolled out under a running match; then one that cannot start, which stops by itself and harms nobody.
 */
final class RolloutStory {
    private static final int SIZE = 3;
    private static final String MISSING_IMAGE = "localhost/fermata-example-game:3";

    private final Stage stage;
    private final Matches matches;
    private final Path yaml;
    private String gameType = "";

    RolloutStory(Stage stage, Matches matches, Path yaml) {
        this.stage = stage;
        this.matches = matches;
        this.yaml = yaml;
    }

    void play() throws CheckFailedException, IOException {
        comesUp();
        String busy = newVersionRollsOut();
        matchEnds(busy);
        String image = wrongVersionStops();
        goesBack(image);
        isDeleted();
    }

    private void comesUp() throws CheckFailedException, IOException {
        gameType = stage.create(yaml);
        stage.chapter("Now a game at a version, which can be upgraded: " + gameType + " comes up, with " + SIZE
                + " Servers. A match starts on one.");
        stage.scale(GameType.class, gameType, SIZE);
        stage.await(
                SIZE + " Servers become Ready and idle",
                Story.START,
                scene -> ready(scene).size() == SIZE && scene.names().stream().allMatch(scene::isAllowed));
        stage.await("it says so", Story.SOON, scene -> is("NewRevisionAvailable"));
        Scene scene = stage.look();
        matches.remember(scene);
        String one = scene.names().getFirst();
        matches.start(scene, one, "fay", "gus");
        stage.await("it may not go", Story.SOON, now -> !now.isAllowed(one));
        stage.check("a match is on at " + one, matches.liveWhole(one));
    }

    private String newVersionRollsOut() throws CheckFailedException, IOException {
        String busy = matches.last();
        Set<String> old = new TreeSet<>(stage.look().names());
        stage.chapter("The next version is applied. Free servers of the old one leave as new ones are Ready; " + busy
                + " is asked to go, and the rollout does not wait for it.");
        change(container -> container.setEnv(List.of(new EnvVar("POINTS_TO_WIN", "5", null))));
        Fewest fewest = new Fewest();
        Duration took = stage.await(
                SIZE + " Servers of the new version are Ready, of the old ones only " + busy + " is left",
                Story.START,
                scene -> fewest.isSeen(scene)
                        && only(old, scene).equals(Set.of(busy))
                        && ready(scene).size() == SIZE
                        && is("NewRevisionAvailable"));
        matches.remember(stage.look());
        stage.check(
                SIZE + " Servers of the new version are Ready after " + Story.seconds(took)
                        + ", the free old ones are gone",
                stage.look().draining().equals(List.of(busy)));
        stage.check("players could join " + SIZE + " Servers or more at every moment", fewest.servers >= SIZE);
        stage.check("it says what it waits for: " + waiting(), waiting().startsWith(busy + ": AwaitingPermission"));
        matches.playOn();
        stage.check(
                "the match goes on, the process lives: pid "
                        + stage.look().game(busy).orElse(-1L),
                matches.liveWhole(busy));
        return busy;
    }

    private void matchEnds(String busy) throws CheckFailedException, IOException {
        stage.chapter("The match ends, and with it the old version.");
        matches.finish(busy);
        Duration took =
                stage.await(busy + " goes", Story.SOON, scene -> !scene.names().contains(busy));
        stage.check(
                busy + " is gone " + Story.seconds(took) + " after its match, its processes too",
                !matches.live(busy) && ready(stage.look()).size() == SIZE);
    }

    private String wrongVersionStops() throws CheckFailedException {
        Set<String> good = Set.copyOf(stage.look().names());
        String image = container().getImage();
        stage.chapter("A version that cannot start is applied: its image does not exist. It stops by itself.");
        change(container -> container.setImage(MISSING_IMAGE));
        stage.await(
                "it is given up, and says why",
                Story.SOON,
                scene -> is("ProgressDeadlineExceeded") && why().contains(MISSING_IMAGE));
        stage.check("it says why: " + why(), why().contains(MISSING_IMAGE));
        stage.check(
                "the Servers of the version before were left alone",
                ready(stage.look()).equals(good) && good.stream().allMatch(matches::liveWhole));
        stage.breathe();
        return image;
    }

    private void goesBack(String image) throws CheckFailedException {
        stage.chapter("Back to the version before: nothing is to be cleaned up by hand.");
        change(container -> container.setImage(image));
        Duration took = stage.await(
                "what did not start is gone",
                Story.SOON,
                scene -> scene.names().size() == SIZE && ready(scene).size() == SIZE && is("NewRevisionAvailable"));
        stage.check(
                "all is well again after " + Story.seconds(took) + ", with the same processes",
                stage.look().names().stream().allMatch(matches::liveWhole));
    }

    private void isDeleted() throws CheckFailedException {
        stage.delete(GameType.class, gameType);
        stage.await(
                "nothing is left",
                Story.SOON,
                scene -> scene.names().isEmpty()
                        && scene.pods().isEmpty()
                        && stage.get(GameType.class, gameType).isEmpty());
        stage.check("it is deleted; no process is left", matches.nobodyLives());
    }

    private void change(Consumer<Container> change) {
        stage.edit(GameType.class, gameType, edited -> {
            change.accept(container(edited));
            return edited;
        });
    }

    private Container container() {
        return stage.get(GameType.class, gameType).map(RolloutStory::container).orElseThrow();
    }

    private static Container container(GameType gameType) {
        return gameType.getSpec()
                .getTemplate()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }

    /** Whether the rollout of what was applied last has come so far. */
    private boolean is(String reason) {
        return stage.get(GameType.class, gameType)
                .filter(now -> now.getStatus() != null
                        && now.getMetadata()
                                .getGeneration()
                                .equals(now.getStatus().getObservedGeneration()))
                .flatMap(RolloutStory::progress)
                .filter(condition -> condition.getReason().equals(reason))
                .isPresent();
    }

    private String why() {
        return stage.get(GameType.class, gameType)
                .flatMap(RolloutStory::progress)
                .map(Condition::getMessage)
                .orElse("");
    }

    private static Optional<Condition> progress(GameType gameType) {
        return Stream.ofNullable(gameType.getStatus())
                .map(GameTypeStatus::getConditions)
                .flatMap(List::stream)
                .filter(condition -> condition.getType().equals("Progressing"))
                .findFirst();
    }

    private String waiting() {
        return stage.get(GameType.class, gameType).stream()
                .flatMap(now -> now.getStatus().getWaiting().stream())
                .map(one -> one.getServer() + ": " + one.getReason() + " since " + one.getSince())
                .collect(Collectors.joining(", "));
    }

    private static Set<String> only(Set<String> old, Scene scene) {
        return scene.names().stream().filter(old::contains).collect(Collectors.toSet());
    }

    /** Those that a player could join. */
    private static Set<String> ready(Scene scene) {
        return scene.names().stream()
                .filter(name -> scene.phase(name).equals("Ready"))
                .collect(Collectors.toSet());
    }

    /** How many could be joined at the worst moment that was looked at. */
    private static final class Fewest {
        private int servers = Integer.MAX_VALUE;

        /** Always true. */
        boolean isSeen(Scene scene) {
            servers = Math.min(servers, ready(scene).size());
            return true;
        }
    }
}
