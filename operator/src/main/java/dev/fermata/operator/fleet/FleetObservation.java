package dev.fermata.operator.fleet;

import dev.fermata.operator.plan.Answer;
import dev.fermata.operator.plan.Refusal;
import dev.fermata.operator.plan.ServerView;
import dev.fermata.v1alpha1.Fleet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the planner may know of one Fleet.
 *
 * @param fleet from the cache, own writes included
 * @param live the Fleet at the API server, {@link dev.fermata.operator.plan.Question#LIVE_FLEET where asked for}
 * @param servers every Server in the Fleet's namespace whose controller is the Fleet's uid; this process's own creations, drains and
 *     withdrawals are in it before the cache has seen them, and a deleted one stays with a deletionTimestamp until the cache lets it go
 * @param created names whose creation went through and that are not in {@code servers} yet
 * @param taken names of this Fleet's slots that belong to somebody else, as a creation's 409 or the cache showed; the Fleet is woken when a
 *     Server of such a name comes or goes, whosoever's it is
 * @param crashes the memory of games that ended badly, brought up to date with {@link Crashes#seeing} before planning
 * @param refusals the last refused write to each Server, by the Server's name, be it there or not; forgotten when a write to it succeeds
 * @param sidecarImage pinned into each new Server that names none
 * @param statusWrittenAt when this process last wrote this Fleet's status; null after a restart
 */
public record FleetObservation(
        Instant now,
        Fleet fleet,
        Answer<Fleet> live,
        List<ServerView> servers,
        Set<String> created,
        Set<String> taken,
        Crashes crashes,
        Map<String, Refusal> refusals,
        String sidecarImage,
        @Nullable Instant statusWrittenAt) {}
