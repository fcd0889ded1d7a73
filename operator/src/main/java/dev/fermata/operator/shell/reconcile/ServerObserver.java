package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.server.ServerObservation;
import dev.fermata.operator.server.ServerPlanner;
import dev.fermata.operator.shell.act.Kinship;
import dev.fermata.operator.shell.act.Memory;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.util.Optional;

/** Gathers what the planner may know of a Server. */
final class ServerObserver {
    private final Clock clock;
    private final Surroundings around;
    private final Memory memory;
    private final Installation installation;

    ServerObserver(Clock clock, Surroundings around, Memory memory, Installation installation) {
        this.clock = clock;
        this.around = around;
        this.memory = memory;
        this.installation = installation;
    }

    Turn.Mind mind(Server server) {
        Optional<Pod> pod = around.pods()
                .get(ObjectKey.of(server))
                .filter(found -> Kinship.isPodOf(found, server.getMetadata().getUid()));
        return new Turn.Mind() {
            @Override
            public Plan decide(Answers answers) {
                return ServerPlanner.plan(observe(server, pod, answers));
            }

            @Override
            public String nodeName() {
                return pod.map(Surroundings::nodeName).orElse("");
            }
        };
    }

    private ServerObservation observe(Server server, Optional<Pod> pod, Answers answers) {
        String uid = server.getMetadata().getUid();
        return new ServerObservation(
                clock.instant(),
                server,
                pod.orElse(null),
                answers.pod(),
                around.node(pod.map(Surroundings::nodeName).orElse("")),
                answers.node(),
                answers.server(),
                around.conversations()
                        .of(pod.map(found -> found.getMetadata().getUid()).orElse("")),
                installation.defaults(
                        uid,
                        installation.protection(
                                around.hasBudget(server.getMetadata().getNamespace()))),
                memory.statusWrittenAt(uid).orElse(null),
                memory.refusals(uid).get(""));
    }
}
