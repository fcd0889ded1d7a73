package dev.fermata.operator.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.fleet.FleetObservation;
import dev.fermata.operator.fleet.FleetPlanner;
import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Question;
import dev.fermata.operator.plan.Refusal;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.Target;
import dev.fermata.operator.server.Conversation;
import dev.fermata.operator.server.Request;
import dev.fermata.operator.server.ServerObservation;
import dev.fermata.operator.server.ServerPlanner;
import dev.fermata.operator.server.Sidecar;
import dev.fermata.operator.simulation.Cluster.Kind;
import dev.fermata.operator.simulation.Cluster.Place;
import dev.fermata.operator.simulation.Cluster.Rejected;
import dev.fermata.v1alpha1.Server;
import dev.fermata.wire.SidecarState;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The simulation can fail: each planner or shell that breaks a promise in one place is caught within some runs. */
class MutantsTest {
    private static final int RUNS = 2_000;

    @Test
    void an_operator_that_takes_permission_for_a_seal_is_caught() {
        Function<ServerObservation, Plan> mutant = seen -> ServerPlanner.plan(new ServerObservation(
                seen.now(),
                seen.server(),
                seen.pod(),
                seen.livePod(),
                seen.node(),
                seen.liveNode(),
                seen.liveServer(),
                credulous(seen.conversation()),
                seen.defaults(),
                seen.statusWrittenAt(),
                seen.refusal()));
        assertThat(broken(Planners.REAL.withServer(mutant), Writer::new)).startsWith("I1");
    }

    @Test
    void a_shell_that_ignores_uid_and_resourceVersion_is_caught() {
        assertThat(broken(Planners.REAL, CarelessWriter::new)).startsWith("I");
    }

    @Test
    void a_shell_that_deletes_whatever_has_the_name_is_caught() {
        assertThat(broken(Planners.REAL, AimlessWriter::new))
                .startsWith("I7: demo-")
                .contains("was deleted while its game ran, and nobody wanted it gone");
    }

    @Test
    void an_operator_that_believes_its_cache_that_the_pod_is_gone_is_caught() {
        Function<ServerObservation, Plan> mutant = seen -> {
            Plan plan = ServerPlanner.plan(seen);
            boolean asks = plan.questions().contains(Question.LIVE_POD) && seen.pod() == null;
            return asks ? ServerPlanner.plan(withPodAbsent(seen)) : plan;
        };
        assertThat(broken(Planners.REAL.withServer(mutant), Writer::new)).startsWith("I2");
    }

    @Test
    void an_operator_that_never_looks_again_is_caught() {
        assertThat(broken(altered(plan -> new Plan(plan.questions(), plan.steps(), plan.notes(), null)), Writer::new))
                .startsWith("The Fleet's status is not true");
    }

    @Test
    void an_operator_that_does_not_take_a_request_back_is_caught() {
        assertThat(broken(altered(without(Step.TellNoDrain.class::isInstance)), Writer::new))
                .startsWith("I6");
    }

    @Test
    void an_operator_that_does_not_unseal_is_caught() {
        assertThat(broken(altered(without(Step.Unseal.class::isInstance)), Writer::new))
                .startsWith("I6");
    }

    @Test
    void an_operator_that_keeps_its_status_to_itself_is_caught() {
        assertThat(broken(5, altered(without(Step.WriteServerStatus.class::isInstance)), Writer::new))
                .startsWith("I3");
    }

    @Test
    void an_operator_that_acknowledges_without_end_is_caught() {
        UnaryOperator<Plan> mutant =
                plan -> plan.isIdle() ? new Plan(Set.of(), List.of(new Step.FetchState()), List.of(), null) : plan;
        assertThat(broken(altered(mutant), Writer::new)).startsWith("I4");
    }

    @Test
    void an_operator_that_acknowledges_what_it_has_not_written_is_caught() {
        Predicate<Step> status = Step.WriteServerStatus.class::isInstance;
        UnaryOperator<Plan> mutant = plan -> plan.steps().stream().anyMatch(Step.Acknowledge.class::isInstance)
                ? without(status).apply(plan)
                : plan;
        assertThat(broken(altered(mutant), Writer::new)).startsWith("I5");
    }

    @Test
    void an_operator_that_does_not_mark_a_pod_before_it_tells_the_game_is_caught() {
        assertThat(broken(altered(without(Step.MarkInactive.class::isInstance)), Writer::new))
                .startsWith("I6");
    }

    @Test
    void a_fleet_that_names_its_servers_by_chance_is_caught() {
        AtomicInteger chance = new AtomicInteger();
        Function<FleetObservation, Plan> mutant = seen -> {
            Plan plan = FleetPlanner.plan(new FleetObservation(
                    seen.now(),
                    seen.fleet(),
                    seen.live(),
                    seen.servers(),
                    Set.of(),
                    seen.taken(),
                    seen.crashes(),
                    seen.refusals(),
                    seen.sidecarImage(),
                    seen.statusWrittenAt()));
            plan.steps().stream()
                    .filter(Step.CreateServer.class::isInstance)
                    .map(Step.CreateServer.class::cast)
                    .forEach(step -> step.server().getMetadata().setName("demo-" + chance.incrementAndGet()));
            return plan;
        };
        assertThat(broken(Planners.REAL.withFleet(mutant), Writer::new)).startsWith("I7");
    }

    @Test
    void a_fleet_that_believes_its_cache_where_it_creates_is_caught() {
        Function<FleetObservation, Plan> mutant = seen -> FleetPlanner.plan(new FleetObservation(
                seen.now(),
                seen.fleet(),
                new Answer.Found<>(seen.fleet()),
                seen.servers(),
                seen.created(),
                seen.taken(),
                seen.crashes(),
                seen.refusals(),
                seen.sidecarImage(),
                seen.statusWrittenAt()));
        assertThat(broken(Planners.REAL.withFleet(mutant), Writer::new))
                .startsWith("I7: a Server is created for a Fleet");
    }

    @Test
    void a_fleet_that_does_nothing_while_a_write_is_refused_is_caught() {
        Function<FleetObservation, Plan> mutant = seen -> {
            Plan plan = FleetPlanner.plan(seen);
            boolean refused =
                    seen.refusals().values().stream().anyMatch(refusal -> !refusal.refuses(Step.CreateServer.class));
            return refused
                    ? without(step -> !(step instanceof Step.WriteFleetStatus)).apply(plan)
                    : plan;
        };
        assertThat(broken(Planners.REAL.withFleet(mutant), world -> new PoisonedWriter(world, 20)))
                .startsWith("I8");
    }

    @Test
    void a_fleet_whose_creations_all_wait_for_the_one_that_is_refused_is_caught() {
        Function<FleetObservation, Plan> mutant = seen -> {
            boolean waits = seen.refusals().values().stream()
                    .anyMatch(refusal -> refusal.refuses(Step.CreateServer.class)
                            && seen.now().isBefore(refusal.retryAt()));
            return waits
                    ? without(Step.CreateServer.class::isInstance).apply(FleetPlanner.plan(seen))
                    : FleetPlanner.plan(with(Map.of(), seen));
        };
        assertThat(broken(Planners.REAL.withFleet(mutant), world -> new FastidiousWriter(world, 0)))
                .startsWith("I8: beside a name that no Server may have: The Fleet has not the Servers");
    }

    @Test
    void a_server_that_waits_without_a_word_though_nobody_wants_it_gone_is_caught() {
        Function<ServerObservation, Plan> mutant = seen -> Request.of(seen.server()) == null
                ? without(Step.WriteServerStatus.class::isInstance).apply(ServerPlanner.plan(seen))
                : ServerPlanner.plan(seen);
        assertThat(broken(4, Planners.REAL.withServer(mutant), Writer::new))
                .startsWith("I3: ")
                .contains(" waits in silence");
    }

    @Test
    void a_fleet_that_waits_without_a_word_is_caught() {
        Function<FleetObservation, Plan> mutant = seen -> {
            Plan plan = FleetPlanner.plan(seen);
            return seen.refusals().isEmpty()
                    ? plan
                    : without(Step.WriteFleetStatus.class::isInstance).apply(plan);
        };
        assertThat(broken(Planners.REAL.withFleet(mutant), Writer::new)).startsWith("I3: the Fleet waits in silence");
    }

    @Test
    void a_fleet_whose_backoff_never_ends_is_caught() {
        Function<FleetObservation, Plan> mutant = seen -> FleetPlanner.plan(with(
                seen.refusals().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> aDayLater(entry.getValue()))),
                seen));
        assertThat(broken(Planners.REAL.withFleet(mutant), Writer::new))
                .startsWith("The Fleet has not the Servers that were wished for");
    }

    /** What is said of the first broken run; empty if all went well. */
    private static String broken(Planners planners, Function<World, Writer> writer) {
        return broken(1, planners, writer);
    }

    /** From this seed on, where an earlier one breaks something else first. */
    private static String broken(long first, Planners planners, Function<World, Writer> writer) {
        for (long seed = first; seed <= RUNS; seed++) {
            try {
                new Simulation(seed, planners, writer).run();
            } catch (AssertionError broken) {
                return String.valueOf(broken.getMessage());
            }
        }
        return "";
    }

    private static Planners altered(UnaryOperator<Plan> mutation) {
        return Planners.REAL.withServer(seen -> mutation.apply(ServerPlanner.plan(seen)));
    }

    private static UnaryOperator<Plan> without(Predicate<Step> left) {
        return plan -> new Plan(
                plan.questions(), plan.steps().stream().filter(left.negate()).toList(), plan.notes(), plan.again());
    }

    private static Refusal aDayLater(Refusal refusal) {
        return new Refusal(
                refusal.step(),
                refusal.reason(),
                refusal.message(),
                refusal.since(),
                refusal.last().plus(Duration.ofDays(1)),
                refusal.times());
    }

    private static FleetObservation with(Map<String, Refusal> refusals, FleetObservation seen) {
        return new FleetObservation(
                seen.now(),
                seen.fleet(),
                seen.live(),
                seen.servers(),
                seen.created(),
                seen.taken(),
                seen.crashes(),
                refusals,
                seen.sidecarImage(),
                seen.statusWrittenAt());
    }

    private static Conversation credulous(Conversation conversation) {
        if (!(conversation.last() instanceof Sidecar.Reachable(SidecarState state, Instant at)) || !state.allowed()) {
            return conversation;
        }
        return saying(conversation, sealed(state), at);
    }

    private static Conversation saying(Conversation conversation, SidecarState state, Instant at) {
        return new Conversation(
                new Sidecar.Reachable(state, at),
                conversation.underway(),
                conversation.nudgedAt(),
                conversation.toldAt());
    }

    private static SidecarState sealed(SidecarState state) {
        return new SidecarState(
                state.instance(),
                state.version(),
                true,
                true,
                state.terminating(),
                state.guard(),
                state.drain(),
                state.players());
    }

    private static ServerObservation withPodAbsent(ServerObservation seen) {
        return new ServerObservation(
                seen.now(),
                seen.server(),
                null,
                new Answer.Absent<>(),
                seen.node(),
                seen.liveNode(),
                seen.liveServer(),
                seen.conversation(),
                seen.defaults(),
                seen.statusWrittenAt(),
                seen.refusal());
    }

    /** Deletes the Server that has the name, whichever it is by now and whatever has become of it. */
    private static final class AimlessWriter extends Writer {
        private final World world;

        AimlessWriter(World world) {
            super(world);
            this.world = world;
        }

        @Override
        @Nullable
        HasMetadata execute(Step.Write write) {
            @Nullable
            Server server = write instanceof Step.DeleteServer(Target meant)
                    ? world.cluster().server(meant.name())
                    : null;
            return super.execute(server == null ? write : new Step.DeleteServer(Target.of(server)));
        }
    }

    /** Writes to whatever has the name. */
    private static final class CarelessWriter extends Writer {
        private final World world;

        CarelessWriter(World world) {
            super(world);
            this.world = world;
        }

        @Override
        HasMetadata current(Target target, Kind kind) {
            @Nullable HasMetadata object = world.cluster().get(new Place(kind, target.name()));
            if (object == null) {
                throw new Rejected(404, target + " is gone");
            }
            return object;
        }
    }
}
