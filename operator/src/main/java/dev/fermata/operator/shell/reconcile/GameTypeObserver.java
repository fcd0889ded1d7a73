package dev.fermata.operator.shell.reconcile;

import dev.fermata.operator.gametype.FleetView;
import dev.fermata.operator.gametype.GameTypeObservation;
import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.shell.act.Memory;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.kube.Watched;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.GameType;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gathers what the planner may know of a GameType.
 *
 * @param fleets those of GameTypes
 */
record GameTypeObserver(Clock clock, Watched<Fleet> fleets, FleetServers members, Memory memory) {

    GameTypeObservation observe(GameType gameType, Answer<GameType> live) {
        String uid = gameType.getMetadata().getUid();
        List<FleetView> views = fleets.ownWrites()
                .over(fleets.byIndex(Selections.BY_CONTROLLER, uid))
                .filter(fleet -> FleetServers.isManagedBy(fleet, uid))
                .map(fleet ->
                        new FleetView(fleet, members.of(fleet.getMetadata().getUid())))
                .toList();
        return new GameTypeObservation(
                clock.instant(),
                gameType,
                live,
                views,
                taken(gameType),
                memory.refusals(uid),
                memory.statusWrittenAt(uid).orElse(null));
    }

    /** Names that were refused, as far as they still belong to somebody else, for all that is known. */
    private Set<String> taken(GameType gameType) {
        String uid = gameType.getMetadata().getUid();
        return memory.taken(uid).stream()
                .filter(name -> fleets.get(ObjectKey.of(gameType).sibling(name))
                        .filter(fleet -> FleetServers.isManagedBy(fleet, uid))
                        .isEmpty())
                .collect(Collectors.toSet());
    }
}
