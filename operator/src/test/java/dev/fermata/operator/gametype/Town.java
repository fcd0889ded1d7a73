package dev.fermata.operator.gametype;

import dev.fermata.operator.Transcript;
import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.plan.NodeState;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Readiness;
import dev.fermata.operator.plan.Refusal;
import dev.fermata.operator.plan.ServerView;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.Target;
import dev.fermata.operator.plan.Victims;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.GameTypeSpec;
import dev.fermata.v1alpha1.GameTypeStatus;
import dev.fermata.v1alpha1.ServerSpec;
import dev.fermata.v1alpha1.fleetspec.Template;
import dev.fermata.v1alpha1.gametypespec.Strategy;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A GameType with its Fleets and Servers, in a world where time passes when the test says so and Fleets do what they are told: enough of one
 * to see a whole rollout. Fleets act only when a test lets them, so that what they were told and what is there may differ.
 */
final class Town {
    static final String NAME = "duel";

    private final GameType gameType = new GameType();
    private Answer<GameType> live = new Answer.Found<>(gameType);
    private final Map<String, Fleet> fleets = new LinkedHashMap<>();
    private final Map<String, Map<String, Resident>> servers = new LinkedHashMap<>();
    private final Set<String> taken = new TreeSet<>();
    private final Set<String> broken = new TreeSet<>();
    private final Map<String, Refusal> refusals = new TreeMap<>();
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private int version;
    private int serial;

    Town(int replicas) {
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName(NAME);
        metadata.setNamespace("games");
        metadata.setUid("uid-of-duel");
        metadata.setGeneration(1L);
        metadata.setLabels(new TreeMap<>());
        gameType.setMetadata(metadata);
        gameType.setSpec(new GameTypeSpec());
        gameType.getSpec().setReplicas(replicas);
        gameType.getSpec().setStrategy(new Strategy());
        image("v1");
    }

    /** A Server, as its game and its Pod make it. */
    static final class Resident {
        final String name;
        final Instant createdAt;
        boolean ready;
        Instant since;
        boolean busy;
        Instant asked = Instant.MAX;

        Resident(String name, Instant createdAt) {
            this.name = name;
            this.createdAt = createdAt;
            this.since = createdAt;
        }

        boolean draining() {
            return !asked.equals(Instant.MAX);
        }

        ServerView view() {
            TreeMap<String, Instant> drains = new TreeMap<>();
            if (draining()) {
                drains.put("fleet", asked);
            }
            return new ServerView(
                    new Target("games", name, "uid-" + name, "1"),
                    createdAt,
                    ready ? Readiness.READY : Readiness.STARTING,
                    ready ? "The game is ready." : "The Pod is starting.",
                    since,
                    !busy,
                    false,
                    false,
                    0,
                    drains,
                    NodeState.PRESENT,
                    draining() ? "AwaitingPermission" : null,
                    null);
        }
    }

    GameTypeSpec spec() {
        return gameType.getSpec();
    }

    Map<String, String> labels() {
        return gameType.getMetadata().getLabels();
    }

    Strategy strategy() {
        return spec().getStrategy();
    }

    Town allows(String surge, String unavailable) {
        strategy().setMaxSurge(new IntOrString(surge));
        strategy().setMaxUnavailable(new IntOrString(unavailable));
        return this;
    }

    Town image(String image) {
        Template template = new Template();
        template.setSpec(new ServerSpec());
        template.getSpec().setTemplate(new PodTemplateSpec());
        template.getSpec().setGameContainer(image);
        spec().setTemplate(template);
        return this;
    }

    /** Servers of this image never become ready. */
    Town breaks(String image) {
        broken.add(image);
        return this;
    }

    Town taken(String name) {
        taken.add(name);
        return this;
    }

    /** The API server refused to create a Fleet of this name, just now. */
    Town refused(String name) {
        refusals.put(name, new Refusal("CreateFleet", "Forbidden", "exceeded quota", now, now, 1));
        return this;
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Plan plan() {
        return GameTypePlanner.plan(observation());
    }

    /** What a live read of the GameType says; if nothing is told, what the cache says. */
    Town live(Answer<GameType> answer) {
        live = answer;
        return this;
    }

    /** What is seen now, to be acted on when it is no longer so. */
    GameTypeObservation snapshot() {
        GameTypeObservation seen = observation();
        return new GameTypeObservation(
                now,
                Serialization.clone(gameType),
                seen.live(),
                seen.fleets().stream()
                        .map(view -> new FleetView(Serialization.clone(view.fleet()), view.servers()))
                        .toList(),
                Set.copyOf(taken),
                Map.of(),
                null);
    }

    /** Does what was decided on an old observation, as far as the API server lets it: writes name the state that they are for. */
    void executeLate(Plan plan) {
        for (Step step : plan.steps()) {
            boolean accepted = switch (step) {
                case Step.CreateFleet(Fleet fleet) ->
                    !fleets.containsKey(fleet.getMetadata().getName());
                case Step.ChangeFleet change -> isCurrent(change.fleet());
                case Step.DeleteFleet(Target fleet) -> isCurrent(fleet);
                default -> false;
            };
            if (accepted) {
                execute(step);
            }
        }
    }

    private boolean isCurrent(Target target) {
        Fleet fleet = fleets.get(target.name());
        return fleet != null && fleet.getMetadata().getResourceVersion().equals(target.resourceVersion());
    }

    private GameTypeObservation observation() {
        List<FleetView> views = fleets.values().stream()
                .map(fleet -> new FleetView(
                        fleet, own(fleet).values().stream().map(Resident::view).toList()))
                .toList();
        return new GameTypeObservation(now, gameType, live, views, taken, refusals, null);
    }

    private Map<String, Resident> own(Fleet fleet) {
        return servers.computeIfAbsent(fleet.getMetadata().getName(), any -> new LinkedHashMap<>());
    }

    /** Plans, and does what is planned, until nothing is. */
    List<String> settle() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Plan plan = plan();
            List<Step> steps = plan.steps().stream()
                    .filter(step -> !(step instanceof Step.WriteGameTypeStatus))
                    .toList();
            plan.steps().forEach(this::execute);
            lines.addAll(Transcript.of(plan).stream()
                    .filter(line -> line.startsWith("create") || line.startsWith("fleet") || line.startsWith("delete"))
                    .map(this::shortened)
                    .toList());
            if (steps.isEmpty()) {
                return lines;
            }
        }
        throw new AssertionError("no end of it: " + lines);
    }

    private String shortened(String line) {
        String text = line;
        for (Fleet fleet : fleets.values()) {
            text = text.replace(fleet.getMetadata().getName(), image(fleet));
        }
        return text;
    }

    void execute(Step step) {
        switch (step) {
            case Step.CreateFleet(Fleet fleet) -> {
                store(fleet);
                servers.put(fleet.getMetadata().getName(), new LinkedHashMap<>());
            }
            case Step.ChangeFleet change -> {
                Fleet fleet =
                        Optional.ofNullable(fleets.get(change.fleet().name())).orElseThrow();
                fleet.getMetadata().setAnnotations(new TreeMap<>(change.annotations()));
                fleet.getSpec().setReplicas(change.replicas());
                fleet.getSpec().setScaleDown(change.scaleDown());
                store(fleet);
            }
            case Step.DeleteFleet(Target fleet) -> fleets.remove(fleet.name());
            case Step.WriteGameTypeStatus write -> gameType.setStatus(write.status());
            default -> throw new AssertionError("a GameType touches nothing else: " + step);
        }
    }

    private void store(Fleet fleet) {
        fleet.getMetadata().setResourceVersion(Integer.toString(++version));
        fleets.put(fleet.getMetadata().getName(), fleet);
    }

    /** All Fleets do what they were told: take back, create, or ask to go. */
    void fleetsAct() {
        fleets.values().forEach(this::act);
    }

    private void act(Fleet fleet) {
        Map<String, Resident> own = own(fleet);
        int missing = fleet.getSpec().getReplicas()
                - (int) own.values().stream().filter(one -> !one.draining()).count();
        own.values().stream()
                .filter(Resident::draining)
                .sorted(Comparator.comparing((Resident one) -> one.asked).reversed())
                .limit(Math.max(0, missing))
                .forEach(one -> one.asked = Instant.MAX);
        missing = fleet.getSpec().getReplicas()
                - (int) own.values().stream().filter(one -> !one.draining()).count();
        for (int i = 0; i < missing; i++) {
            Resident one = new Resident(fleet.getMetadata().getName() + "-" + serial++, now);
            own.put(one.name, one);
        }
        own.values().stream()
                .filter(one -> !one.draining())
                .sorted(Comparator.comparing(
                        Resident::view, Victims.order(fleet.getSpec().getScaleDown())))
                .limit(Math.max(0, -missing))
                .forEach(one -> one.asked = now);
    }

    /** What starts becomes ready, but for what never does. */
    void startAll() {
        fleets.values()
                .forEach(fleet -> own(fleet).values().stream()
                        .filter(one -> !one.ready && !broken.contains(image(fleet)))
                        .forEach(one -> {
                            one.ready = true;
                            one.since = now;
                        }));
    }

    /** Those that were asked to go, and may, are gone. */
    void letGo() {
        servers.values().forEach(own -> own.values().removeIf(one -> one.draining() && !one.busy));
    }

    /** Everybody does what there is to do, again and again, until nothing changes; games hold on to what they hold. */
    void rest() {
        for (int i = 0; i < 100; i++) {
            String before = sizes().toString()
                    + servers.values().stream().mapToInt(Map::size).sum();
            settle();
            fleetsAct();
            startAll();
            letGo();
            if (settle().isEmpty()
                    && before.equals(sizes().toString()
                            + servers.values().stream().mapToInt(Map::size).sum())) {
                return;
            }
        }
        throw new AssertionError("no rest: " + sizes());
    }

    static String image(Fleet fleet) {
        return fleet.getSpec().getTemplate().getSpec().getGameContainer();
    }

    /** How many each revision was told to have. */
    Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new TreeMap<>();
        fleets.values().forEach(fleet -> sizes.put(image(fleet), fleet.getSpec().getReplicas()));
        return sizes;
    }

    List<Resident> of(String image) {
        return fleets.values().stream()
                .filter(fleet -> image(fleet).equals(image))
                .flatMap(fleet -> own(fleet).values().stream())
                .toList();
    }

    List<Resident> all() {
        return servers.values().stream().flatMap(own -> own.values().stream()).toList();
    }

    Fleet fleet(String image) {
        return fleets.values().stream()
                .filter(fleet -> image(fleet).equals(image))
                .findFirst()
                .orElseThrow();
    }

    String fleetName(String image) {
        return fleet(image).getMetadata().getName();
    }

    GameTypeStatus status() {
        return GameTypeReport.status(Rollout.of(observation()), Set.of(), List.of());
    }

    Condition condition(String type) {
        return status().getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    String progress() {
        Condition condition = condition("Progressing");
        return condition.getStatus() + " " + condition.getReason();
    }

    /** What its written status says of failures. */
    String failure() {
        return gameType.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals("ReplicaFailure"))
                .map(condition -> condition.getStatus() + " " + condition.getReason() + ": " + condition.getMessage())
                .findFirst()
                .orElseThrow();
    }
}
