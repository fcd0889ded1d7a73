package dev.fermata.operator.fleet;

import dev.fermata.operator.Transcript;
import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.plan.NodeState;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Readiness;
import dev.fermata.operator.plan.Refusal;
import dev.fermata.operator.plan.ServerView;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.Target;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.FleetSpec;
import dev.fermata.v1alpha1.FleetStatus;
import dev.fermata.v1alpha1.ServerSpec;
import dev.fermata.v1alpha1.fleetspec.ScaleDown;
import dev.fermata.v1alpha1.fleetspec.Template;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A Fleet's case, put together word by word: {@code new FleetCase(3).has(ready(0)).plan()}. */
final class FleetCase {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final Instant CREATED = Instant.parse("2026-01-01T10:00:00Z");

    private final Fleet fleet = new Fleet();
    private final List<ServerView> servers = new ArrayList<>();
    private final Set<String> created = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Refusal> refusals = new HashMap<>();
    private Crashes crashes = Crashes.NONE;
    private @Nullable Instant statusWritten;
    private Answer<Fleet> live = new Answer.Found<>(fleet);

    FleetCase(@Nullable Integer replicas) {
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName("demo");
        metadata.setNamespace("games");
        metadata.setUid("fleet-uid");
        metadata.setGeneration(1L);
        fleet.setMetadata(metadata);
        FleetSpec spec = new FleetSpec();
        spec.setReplicas(replicas);
        spec.setTemplate(new Template());
        spec.getTemplate().setSpec(new ServerSpec());
        spec.getTemplate().getSpec().setTemplate(new PodTemplateSpec());
        spec.getTemplate().getSpec().setCapacity(10);
        fleet.setSpec(spec);
    }

    FleetCase has(View... views) {
        for (View view : views) {
            servers.add(view.view());
        }
        return this;
    }

    FleetCase created(String... names) {
        created.addAll(List.of(names));
        return this;
    }

    FleetCase taken(String... names) {
        taken.addAll(List.of(names));
        return this;
    }

    FleetCase crashed(int rounds, Instant last) {
        crashes = new Crashes(rounds, last, "demo-7: The game exited with code 1.");
        return this;
    }

    FleetCase refused(Class<? extends Step> step, String server, Instant last) {
        refusals.put(server, new Refusal(step.getSimpleName(), "Forbidden", "exceeded quota", last, last, 1));
        return this;
    }

    FleetCase scalesDown(UnaryOperator<ScaleDown> how) {
        fleet.getSpec().setScaleDown(how.apply(new ScaleDown()));
        return this;
    }

    FleetCase deleted() {
        fleet.getMetadata().setDeletionTimestamp(NOW.toString());
        return this;
    }

    /** What a live read of it says; if nothing is told, what the cache says. */
    FleetCase live(Answer<Fleet> answer) {
        live = answer;
        return this;
    }

    /** Another Fleet, or this one at another time. */
    static Fleet of(String uid, @Nullable Instant deleted) {
        Fleet other = new FleetCase(1).fleet;
        other.getMetadata().setUid(uid);
        other.getMetadata().setDeletionTimestamp(deleted == null ? null : deleted.toString());
        return other;
    }

    FleetCase had(FleetStatus status, Instant written) {
        fleet.setStatus(status);
        statusWritten = written;
        return this;
    }

    Plan plan() {
        return plan(NOW, refusals);
    }

    /** At another time, with other refusals. */
    Plan plan(Instant now, Map<String, Refusal> refused) {
        return FleetPlanner.plan(new FleetObservation(
                now, fleet, live, servers, created, taken, crashes, refused, "sidecar:1", statusWritten));
    }

    /** Without the status. */
    List<String> transcript() {
        return Transcript.of(plan()).stream()
                .filter(line -> !line.startsWith("status"))
                .toList();
    }

    FleetStatus status() {
        return plan().steps().stream()
                .filter(Step.WriteFleetStatus.class::isInstance)
                .map(Step.WriteFleetStatus.class::cast)
                .map(Step.WriteFleetStatus::status)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no status is written"));
    }

    String message(String condition) {
        return status().getConditions().stream()
                .filter(found -> found.getType().equals(condition))
                .map(found -> found.getStatus() + " " + found.getReason() + ": " + found.getMessage())
                .findFirst()
                .orElseThrow();
    }

    static View ready(int slot) {
        return new View(slot, Readiness.READY);
    }

    static View starting(int slot) {
        return new View(slot, Readiness.STARTING);
    }

    static View with(int slot, Readiness readiness) {
        return new View(slot, readiness);
    }

    /** A Server in words. */
    static final class View {
        private final int slot;
        private final Readiness readiness;
        private final Map<String, Instant> drains = new TreeMap<>();
        private Instant createdAt = CREATED;
        private Instant since = CREATED;
        private boolean allowed;
        private boolean sealed;
        private boolean deleting;
        private int players;
        private NodeState node = NodeState.PRESENT;

        private View(int slot, Readiness readiness) {
            this.slot = slot;
            this.readiness = readiness;
        }

        View allowing() {
            allowed = true;
            return this;
        }

        View sealed() {
            sealed = true;
            return this;
        }

        View deleting() {
            deleting = true;
            return this;
        }

        View players(int count) {
            players = count;
            return this;
        }

        View made(Instant at) {
            createdAt = at;
            return this;
        }

        View since(Instant at) {
            since = at;
            return this;
        }

        View leaving() {
            node = NodeState.LEAVING;
            return this;
        }

        View drained(String requester, Instant at) {
            drains.put(requester, at);
            return this;
        }

        View drained(Instant at) {
            return drained("fleet/demo", at);
        }

        ServerView view() {
            return new ServerView(
                    new Target("games", "demo-" + slot, "uid-" + slot, "1"),
                    createdAt,
                    readiness,
                    readiness == Readiness.READY ? "The game is ready." : "The reason is told.",
                    since,
                    allowed,
                    sealed,
                    deleting,
                    players,
                    new TreeMap<>(drains),
                    node,
                    null,
                    null);
        }
    }
}
