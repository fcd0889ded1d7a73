package dev.fermata.operator.gametype;

import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.plan.Refusal;
import dev.fermata.v1alpha1.GameType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the planner may know of one GameType.
 *
 * @param gameType from the cache, own writes included
 * @param live the GameType at the API server, {@link dev.fermata.operator.plan.Question#LIVE_GAME_TYPE where asked for}
 * @param fleets every Fleet in its namespace whose controller is the GameType's uid, own writes included, with all their Servers
 * @param taken names of Fleets that belong to somebody else, as a creation's 409 showed
 * @param refusals the last refused write to each Fleet, by the Fleet's name; forgotten when a write to it succeeds
 * @param statusWrittenAt when this process last wrote this GameType's status; null after a restart
 */
public record GameTypeObservation(
        Instant now,
        GameType gameType,
        Answer<GameType> live,
        List<FleetView> fleets,
        Set<String> taken,
        Map<String, Refusal> refusals,
        @Nullable Instant statusWrittenAt) {}
