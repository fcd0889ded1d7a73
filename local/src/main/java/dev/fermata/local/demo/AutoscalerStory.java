package dev.fermata.local.demo;

import dev.fermata.local.screen.Scene;
import dev.fermata.v1alpha1.GameAutoscaler;
import dev.fermata.v1alpha1.GameType;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A webhook, which is a process of its own, scales a game: players come and it grows, they leave and it shrinks, and no match is cut, not
 * even where the limit is below what is busy.
 */
final class AutoscalerStory {
    private static final int BUSY = 2;

    private final Stage stage;
    private final Matches matches;
    private final Path examples;
    private String gameType = "";
    private String webhook = "";
    private int fewest;

    AutoscalerStory(Stage stage, Matches matches, Path examples) {
        this.stage = stage;
        this.matches = matches;
        this.examples = examples;
    }

    /** All chapters, in their order. */
    void play() throws CheckFailedException, IOException {
        comesUp();
        playersCome();
        playersLeave();
        String busy = limited();
        matchesEnd(busy);
        isDeleted();
    }

    private void comesUp() throws CheckFailedException, IOException {
        stage.chapter("A webhook scales a game: asked every second, it keeps one Server free, within limits.");
        gameType = stage.create(examples.resolve("gametype-quick.yaml"));
        webhook = stage.create(examples.resolve("webhook/pod.yaml"));
        stage.await("the webhook has its port", Story.SOON, scene -> port().isPresent());
        fewest = stage.create(examples.resolve("autoscaler.yaml"), GameAutoscaler.class, this::quickly)
                .getSpec()
                .getMinReplicas();
        Duration took = stage.await(
                "there are as many as must be",
                Story.START,
                scene -> ready(scene).size() == fewest && scene.names().stream().allMatch(scene::isAllowed) && calm());
        matches.remember(stage.look());
        stage.check(
                gameType + " has " + fewest + " Servers after " + Story.seconds(took) + ", the least that are allowed",
                ready(stage.look()).size() == fewest);
    }

    private void playersCome() throws CheckFailedException, IOException {
        Scene scene = stage.look();
        String one = scene.names().getFirst();
        String other = scene.names().getLast();
        stage.chapter("Players come: a match starts on " + one + " and on " + other + ". None is free now.");
        matches.start(scene, one, "hal", "ida");
        matches.start(scene, other, "joe", "kim");
        Duration took = stage.await("one more is there, and free", Story.START, now -> settled(now, BUSY));
        matches.remember(stage.look());
        stage.check(
                "one more is Ready and free after " + Story.seconds(took) + ", as the webhook wants it",
                matches.servers().stream().allMatch(matches::liveWhole));
        matches.playOn();
    }

    private void playersLeave() throws CheckFailedException, IOException {
        String over = stage.look().names().stream()
                .filter(matches.servers()::contains)
                .findFirst()
                .orElseThrow();
        stage.chapter("The match on " + over + " ends: two are free, and one of them is too many.");
        matches.finish(over);
        Duration took = stage.await("one leaves", Story.SOON, now -> settled(now, 1));
        stage.check(
                fewest + " are left after " + Story.seconds(took) + ", a match on one of them",
                matches.liveWhole(matches.last()) && stage.look().names().contains(matches.last()));
    }

    private String limited() throws CheckFailedException, IOException {
        Scene scene = stage.look();
        String free = scene.names().stream()
                .filter(name -> !matches.servers().contains(name))
                .findFirst()
                .orElseThrow();
        stage.chapter("A match starts on " + free + " also, and the limit is set to 1, below what is busy.");
        matches.start(scene, free, "liv", "max");
        stage.await("it holds", Story.SOON, now -> !now.isAllowed(free));
        stage.edit(GameAutoscaler.class, gameType, edited -> {
            edited.getSpec().setMinReplicas(1);
            edited.getSpec().setMaxReplicas(1);
            return edited;
        });
        stage.await(
                "one of the two is asked to go",
                Story.SOON,
                now -> now.names().size() == BUSY
                        && now.draining().size() == 1
                        && "AwaitingPermission"
                                .equals(now.status(now.draining().getFirst()).getWaitingFor()));
        String busy = stage.look().draining().getFirst();
        matches.playOn();
        stage.check(
                busy + " was asked to go and stays: its match goes on, the other one too",
                matches.servers().stream().allMatch(matches::liveWhole));
        return busy;
    }

    private void matchesEnd(String busy) throws CheckFailedException, IOException {
        stage.chapter("The match on " + busy + " ends, and it goes. The other one was never asked.");
        matches.finish(busy);
        Duration took =
                stage.await(busy + " goes", Story.SOON, scene -> !scene.names().contains(busy));
        stage.check(
                busy + " is gone " + Story.seconds(took) + " after its match; " + matches.last() + " plays on",
                !matches.live(busy) && matches.liveWhole(matches.last()));
        matches.finish(matches.last());
    }

    private void isDeleted() throws CheckFailedException {
        stage.delete(GameAutoscaler.class, gameType);
        stage.delete(GameType.class, gameType);
        stage.delete(Pod.class, webhook);
        stage.await(
                "nothing is left",
                Story.SOON,
                scene -> scene.names().isEmpty()
                        && scene.pods().isEmpty()
                        && stage.get(GameType.class, gameType).isEmpty());
        stage.check("they are deleted; no process is left", matches.nobodyLives());
    }

    /** Of this game, asking at the port of this webhook: there are no Services on a laptop. And sooner than one would on a cluster. */
    private GameAutoscaler quickly(GameAutoscaler scaler) {
        scaler.getMetadata().setName(gameType);
        scaler.getSpec().setGameTypeName(gameType);
        scaler.getSpec().getWebhook().setService(null);
        scaler.getSpec().getWebhook().setUrl("http://127.0.0.1:" + port().orElseThrow() + "/scale");
        scaler.getSpec().setSyncIntervalSeconds(1);
        scaler.getSpec().getScaleDown().setStabilizationSeconds(0);
        return scaler;
    }

    private Optional<Integer> port() {
        return stage.get(Pod.class, webhook).stream()
                .flatMap(pod -> pod.getSpec().getContainers().stream())
                .flatMap(container -> container.getPorts().stream())
                .flatMap(port -> Stream.ofNullable(port.getHostPort()))
                .findFirst();
    }

    /** So many are busy, one more is Ready and free, and nothing else is there. */
    private boolean settled(Scene scene, int busy) {
        return ready(scene).size() == busy + 1
                && scene.names().size() == busy + 1
                && scene.names().stream().filter(scene::isAllowed).count() == 1
                && calm();
    }

    /** The GameType is told to have what is there. */
    private boolean calm() {
        return stage.get(GameType.class, gameType).stream()
                .anyMatch(now -> Integer.valueOf(stage.look().names().size())
                        .equals(now.getSpec().getReplicas()));
    }

    private static List<String> ready(Scene scene) {
        return scene.names().stream()
                .filter(name -> scene.phase(name).equals("Ready"))
                .toList();
    }
}
