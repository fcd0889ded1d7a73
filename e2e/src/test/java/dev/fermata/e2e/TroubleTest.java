package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

/** What goes wrong is said, and nothing is stuck. */
@Scenario
class TroubleTest {
    private static final String NOWHERE = "spec: {template: {spec: {nodeSelector: {no-such: node}}}}";
    private static final String NO_IMAGE = """
        spec: {template: {spec: {containers: [{name: game, image: 'localhost/no-such-game:1', imagePullPolicy: IfNotPresent,
          securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}]}}}
        """;

    @Interrupted
    void aPodDeletedByHandEndsItsServerAndIsReplaced(World world) {
        Fleet arena = world.fleet("arena", 1).becomesReady();
        String uid = arena.server(0).uid();
        arena.server(0).game().allows();
        arena.server(0).isGuarded("lifted");

        world.strike();
        world.cluster().delete(arena.server(0).pod()).orFail();

        arena.replaces(uid);
        arena.settles(1);
    }

    @Interrupted
    void aPodForceDeletedByHandIsReportedAndItsServerGoesWithoutAsking(World world) {
        // A kubelet 1.34 that does not manage cgroups panics if a Pod that has resources is deleted in this way.
        Server arena = world.server("arena", "spec: {sidecar: {resources: {}}}").becomes("Ready");
        arena.game().allows();
        arena.isGuarded("lifted");

        world.strike();
        world.cluster().delete(arena.pod(), "{\"gracePeriodSeconds\": 0}").orFail();

        arena.becomes("Ended")
                .says("Ready", "PodGone", "was deleted by somebody else")
                .tells("PodGone");
        arena.delete().isGone();
    }

    @Interrupted
    void aCrashIsReportedAndTheServerGoesWithoutAsking(World world) {
        Server arena = world.server("arena").becomes("Ready");

        world.strike();
        arena.game().endsBy("USR1");

        arena.becomes("Ended")
                .says("Ready", "GameFailed", "The game exited with code 3")
                .tells("GameFailed")
                .tells("Disrupted", "(Crashed)");
        assertThat(arena.get().at("/status/disruption/cause").asText()).isEqualTo("Crashed");
        arena.delete().isGone();
    }

    @Interrupted
    void aGameThatExitsWhileItIsWaitedForIsNotWaitedForAnyLonger(World world) {
        Server arena = world.server("arena").becomes("Ready");
        arena.delete().waitsFor("AwaitingPermission");

        world.strike();
        arena.game().endsBy("TERM");

        arena.isGone();
    }

    @Interrupted
    void aGameThatEndedIsReplaced(World world) {
        Fleet arena = world.fleet("arena", 2).becomesReady();
        String ended = arena.server(0).uid();
        String other = arena.server(1).uid();

        world.strike();
        arena.server(0).game().endsBy("TERM");

        arena.replaces(ended);
        arena.settles(2);
        assertThat(arena.server(1).uid()).isEqualTo(other);
        arena.server(1).game().playsOn();
    }

    @Interrupted
    void aCrashLoopIsSlowedDownAndSaidSo(World world) {
        Fleet arena = world.fleet("arena", 1, """
            spec: {template: {spec: {template: {spec: {containers: [
              {name: game, image: 'localhost/busybox:1', imagePullPolicy: IfNotPresent, command: [sh, -c, exit 4],
               securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}}]}}}}}
            """);
        world.strike();

        arena.says("ReplicaFailure", "CrashBackOff", "The game exited with code 4");

        arena.delete("Background");
        arena.isGone();
        World.eventually("no Server is left", () -> assertThat(world.servers()).isEmpty());
    }

    @Interrupted
    void anImageThatCannotBePulledIsNamed(World world) {
        Server arena = world.server("arena", NO_IMAGE);
        arena.says("Ready", "CannotStart", "its image localhost/no-such-game:1 cannot be had")
                .tells("CannotStart");

        world.strike();
        arena.delete().isGone();
    }

    @Interrupted
    void aPodThatNoNodeTakesIsNamed(World world) {
        Server arena = world.server("arena", NOWHERE);
        arena.becomes("Pending")
                .says("Ready", "Unscheduled", "No node takes the Pod yet.")
                .tells("Unscheduled");

        world.strike();
        arena.delete().isGone();
    }

    @Interrupted
    void aQuotaIsNamedAndTheServerStartsOnceThereIsRoom(World world) {
        world.create("resourcequotas", """
            {apiVersion: v1, kind: ResourceQuota, metadata: {name: none}, spec: {hard: {pods: "0"}}}
            """);
        Server arena = world.server("arena");
        arena.becomes("Pending")
                .says("Ready", "PodRefused", "exceeded quota: none")
                .tells("PodRefused");
        Server other = world.server("other");
        other.says("Ready", "PodRefused", "exceeded quota: none");

        world.strike();
        other.delete().isGone();
        world.cluster()
                .delete("/api/v1/namespaces/" + world.namespace().name() + "/resourcequotas/none")
                .orFail();

        arena.becomes("Ready");
    }

    @Interrupted
    void whatPodSecurityRefusesIsNamed(World world) {
        Server arena = world.server("arena", "spec: {template: {spec: {securityContext: null}}}");
        arena.becomes("Pending")
                .says("Ready", "PodRefused", "violates PodSecurity \"restricted")
                .tells("PodRefused");

        world.strike();
        arena.delete().isGone();
    }

    @Interrupted
    void aSidecarThatIsKilledWhileItsServerDrainsHearsAgainAndGrantsNothing(World world) {
        Server arena = world.server("arena", "spec: {template: {spec: {shareProcessNamespace: true}}}")
                .becomes("Ready");
        arena.delete().waitsFor("AwaitingPermission");
        arena.game().hearsThatItIsToGo();

        arena.game().killsItsSidecar();
        world.strike();
        arena.game().hearsThatItIsToGo();
        arena.game().playsOn();
        arena.waitsFor("AwaitingPermission");

        arena.game().allows();
        arena.isGone();
    }
}
