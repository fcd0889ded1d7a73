package dev.fermata.operator.simulation;

import dev.fermata.operator.fleet.FleetObservation;
import dev.fermata.operator.fleet.FleetPlanner;
import dev.fermata.operator.plan.Plan;
import dev.fermata.operator.server.OrphanObservation;
import dev.fermata.operator.server.OrphanPlanner;
import dev.fermata.operator.server.ServerObservation;
import dev.fermata.operator.server.ServerPlanner;
import java.util.function.Function;

/** Who decides: the real planners, or mutants of them that must be caught. */
record Planners(
        Function<ServerObservation, Plan> server,
        Function<OrphanObservation, Plan> orphan,
        Function<FleetObservation, Plan> fleet) {

    static final Planners REAL = new Planners(ServerPlanner::plan, OrphanPlanner::plan, FleetPlanner::plan);

    Planners withServer(Function<ServerObservation, Plan> mutant) {
        return new Planners(mutant, orphan, fleet);
    }

    Planners withFleet(Function<FleetObservation, Plan> mutant) {
        return new Planners(server, orphan, mutant);
    }
}
