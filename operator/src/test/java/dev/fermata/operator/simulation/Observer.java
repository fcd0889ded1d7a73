package dev.fermata.operator.simulation;

import dev.fermata.operator.fleet.FleetObservation;
import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.plan.NodeState;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.plan.Question;
import dev.fermata.operator.plan.ServerView;
import dev.fermata.operator.server.Conversation;
import dev.fermata.operator.server.Defaults;
import dev.fermata.operator.server.NodeView;
import dev.fermata.operator.server.OrphanObservation;
import dev.fermata.operator.server.Protection;
import dev.fermata.operator.server.ServerObservation;
import dev.fermata.operator.server.SidecarDefaults;
import dev.fermata.operator.simulation.Cluster.Kind;
import dev.fermata.operator.simulation.Cluster.Place;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an operator sees at one moment: its caches, its memory, and live answers where the planner asks for them. */
record Observer(World world, Cache cache, Memory memory, Map<String, Boolean> underway) {
    static final Duration POLL = Duration.ofSeconds(5);
    private static final Defaults DEFAULTS = new Defaults(
            SidecarDefaults.of("sidecar:1"), "key-1", "00ff", "http://operator/v1/nudge", POLL, Protection.OFF);

    /** Null if there is nothing to decide: the object is in no cache. */
    @Nullable
    Plan plan(Planners planners, Work work) {
        return switch (work.type()) {
            case SERVER -> server(planners.server(), work);
            case ORPHAN -> orphan(planners.orphan(), work);
            case FLEET -> fleet(planners.fleet(), work);
        };
    }

    private @Nullable Plan server(Function<ServerObservation, Plan> planner, Work work) {
        Server server = (Server) cache.get(new Place(Kind.SERVER, work.name()));
        if (server == null) {
            return null;
        }
        Pod pod = Optional.ofNullable((Pod) cache.get(new Place(Kind.POD, work.name())))
                .filter(cached -> server.getMetadata().getUid().equals(World.serverUid(cached)))
                .orElse(null);
        return converse(asked -> {
            Answer<Pod> livePod = live(asked, Question.LIVE_POD, new Place(Kind.POD, work.name()), Pod.class::cast);
            Pod seen = livePod instanceof Answer.Found<Pod>(Pod found) ? found : pod;
            ServerObservation observation = new ServerObservation(
                    world.now(),
                    server,
                    pod,
                    livePod,
                    node(pod),
                    liveNode(asked, seen),
                    live(asked, Question.LIVE_SERVER, new Place(Kind.SERVER, work.name()), Server.class::cast),
                    conversation(seen),
                    DEFAULTS,
                    memory.statusWritten(work),
                    memory.refusals(work).get(""));
            Plan plan = planner.apply(observation);
            Judge.gameIsTold(plan, seen);
            Judge.sidecarIsAcknowledged(plan, observation);
            return plan;
        });
    }

    private @Nullable Plan orphan(Function<OrphanObservation, Plan> planner, Work work) {
        Pod pod = (Pod) cache.get(new Place(Kind.POD, work.name()));
        Server server = (Server) cache.get(new Place(Kind.SERVER, work.name()));
        if (pod == null || (server != null && server.getMetadata().getUid().equals(World.serverUid(pod)))) {
            return null;
        }
        return converse(asked -> planner.apply(new OrphanObservation(
                world.now(),
                pod,
                live(asked, Question.LIVE_SERVER, new Place(Kind.SERVER, work.name()), Server.class::cast),
                live(asked, Question.LIVE_POD, new Place(Kind.POD, work.name()), Pod.class::cast),
                node(pod),
                liveNode(asked, pod),
                conversation(pod),
                POLL,
                Protection.OFF)));
    }

    private @Nullable Plan fleet(Function<FleetObservation, Plan> planner, Work work) {
        Fleet fleet = (Fleet) cache.get(new Place(Kind.FLEET, work.name()));
        if (fleet == null) {
            return null;
        }
        List<ServerView> servers = cache.list(Server.class)
                .filter(server -> owns(fleet, server))
                .map(server -> ServerView.of(server, NodeState.PRESENT))
                .toList();
        Set<String> taken = new HashSet<>(memory.taken(work));
        cache.list(Server.class)
                .filter(server -> !owns(fleet, server))
                .map(server -> server.getMetadata().getName())
                .filter(name -> name.matches(work.name() + "-\\d+"))
                .forEach(taken::add);
        Place place = new Place(Kind.FLEET, work.name());
        Plan decided = converse(asked -> planner.apply(new FleetObservation(
                world.now(),
                fleet,
                live(asked, Question.LIVE_FLEET, place, Fleet.class::cast),
                servers,
                memory.created(work),
                taken,
                memory.crashes(work, world.now(), servers),
                memory.refusals(work),
                "sidecar:1",
                memory.statusWritten(work))));
        Judge.fleetIsThere(decided, fleet, (Fleet) world.cluster().get(place));
        return decided;
    }

    private static Plan converse(Function<Set<Question>, Plan> planner) {
        Set<Question> asked = EnumSet.noneOf(Question.class);
        while (true) {
            Plan plan = planner.apply(asked);
            if (plan.questions().isEmpty()) {
                return plan;
            }
            if (!asked.addAll(plan.questions())) {
                throw new AssertionError("It asks again what was answered: " + plan.questions());
            }
        }
    }

    private <T> Answer<T> live(Set<Question> asked, Question question, Place place, Function<HasMetadata, T> view) {
        if (!asked.contains(question)) {
            return new Answer.NotAsked<>();
        }
        HasMetadata object = world.cluster().get(place);
        return object == null ? new Answer.Absent<>() : new Answer.Found<>(view.apply(object));
    }

    private Answer<NodeView> liveNode(Set<Question> asked, @Nullable Pod pod) {
        String name = pod == null ? null : pod.getSpec().getNodeName();
        return name == null
                ? new Answer.NotAsked<>()
                : live(
                        asked,
                        Question.LIVE_NODE,
                        new Place(Kind.NODE, name),
                        node -> NodeView.of((Node) node, Set.of(World.LEAVING)));
    }

    private NodeView node(@Nullable Pod pod) {
        String name = pod == null ? null : pod.getSpec().getNodeName();
        if (name == null) {
            return NodeView.UNBOUND;
        }
        Node node = (Node) cache.get(new Place(Kind.NODE, name));
        return node == null ? NodeView.GONE : NodeView.of(node, Set.of(World.LEAVING));
    }

    private Conversation conversation(@Nullable Pod pod) {
        if (pod == null) {
            return Conversation.NONE;
        }
        String uid = pod.getMetadata().getUid();
        return memory.conversation(uid, underway.containsKey(uid));
    }

    static boolean owns(Fleet fleet, Server server) {
        return server.getMetadata().getOwnerReferences().stream()
                .map(OwnerReference::getUid)
                .anyMatch(fleet.getMetadata().getUid()::equals);
    }
}
