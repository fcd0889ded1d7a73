package dev.fermata.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What is refused to all but the operator while a game holds. */
@Scenario
class GuardTest {
    private static final List<String> WAYS = List.of(
            "{}",
            "{\"gracePeriodSeconds\": 0}",
            "{\"propagationPolicy\": \"Foreground\"}",
            "{\"propagationPolicy\": \"Orphan\"}");

    @Interrupted
    void aBusyPodIsDeletedByNobodyAndTheRefusalSaysWhatToDo(World world) {
        Server arena = world.server("arena").becomes("Ready").isGuarded("armed");

        world.strike();
        for (String way : WAYS) {
            Answer answer = world.cluster().delete(arena.pod(), way);
            assertThat(answer.code()).as("%s", answer.body()).isEqualTo(403);
            assertThat(message(answer))
                    .contains("the game on Server arena has not allowed its deletion")
                    .contains("kubectl delete server arena -n "
                            + world.namespace().name());
        }
        assertThat(world.cluster().delete(world.pods()).code())
                .as("all at once")
                .isEqualTo(403);
        arena.game().playsOn();
    }

    @Interrupted
    void aBusyPodIsNotEvictedAndAFreeOneIsAndIsReplaced(World world) {
        Fleet arena = world.fleet("arena", 1).becomesReady();
        Server busy = arena.server(0).isGuarded("armed");
        String uid = busy.uid();

        world.strike();
        World.eventually("evictions are refused", () -> {
            Answer answer = world.cluster().evict(busy.pod());
            assertThat(answer.code()).as("%s", answer.body()).isEqualTo(429);
            assertThat(answer.body().toString()).contains("fermata-guard");
        });
        busy.game().playsOn();

        busy.game().allows();
        busy.isGuarded("lifted");
        world.cluster().evict(busy.pod()).orFail();
        arena.replaces(uid);
        arena.settles(1);
    }

    @Interrupted
    void aHoldIsGuardedOnceTheClusterKnowsOfIt(World world) {
        Server arena = world.server("arena").becomes("Ready").isGuarded("armed");
        World.eventually(
                "its hold is guarded", () -> assertThat(arena.game().holds()).contains("\"hold\":\"guarded\""));

        arena.game().allows();
        arena.isGuarded("lifted");
        assertThat(arena.game().holds()).contains("\"hold\":\"local\"");
        world.strike();
        World.eventually(
                "its hold is guarded again",
                () -> assertThat(arena.game().holds()).contains("\"hold\":\"guarded\""));

        assertThat(world.cluster().delete(arena.pod()).code()).isEqualTo(403);
        assertThat(world.cluster().evict(arena.pod()).code()).isEqualTo(429);
        arena.game().playsOn();
    }

    @Interrupted
    void whatWouldUndoTheGuardIsTheOperatorsAlone(World world) {
        Server arena = world.server("arena").becomes("Ready").isGuarded("armed");

        world.strike();
        refuses(
                world,
                arena.pod(),
                "metadata: {labels: {fermata.dev/guard: null}}",
                "only Fermata's operator sets the label");
        refuses(
                world,
                arena.pod(),
                "metadata: {labels: {fermata.dev/guard: lifted}}",
                "only Fermata's operator sets the label");
        refuses(world, arena.pod(), "spec: {activeDeadlineSeconds: 1}", "activeDeadlineSeconds");
        Answer image = world.cluster()
                .strategic(arena.pod(), "spec: {containers: [{name: game, image: 'localhost/busybox:2'}]}");
        assertThat(image.code()).as("%s", image.body()).isEqualTo(403);
        assertThat(message(image)).contains("another image would restart its container");
        arena.game().playsOn();
    }

    @Interrupted
    void aForeignPodCannotBeGuardedAndIsNotLookedAtOtherwise(World world) {
        Guards.areInstalled(world.cluster());
        world.pod("foreign");
        refuses(
                world,
                world.pods() + "/foreign",
                "metadata: {labels: {fermata.dev/guard: armed}}",
                "only Fermata's operator sets the label");
        world.cluster()
                .update(world.pods() + "/foreign", World.yaml("metadata: {labels: {its: own}}"))
                .orFail();
        world.cluster().delete(world.pods() + "/foreign").orFail();
    }

    @Interrupted
    void aBudgetThatSomebodyDeletesComesBack(World world) {
        Server arena = world.server("arena").becomes("Ready").isGuarded("armed");
        String budget =
                "/apis/policy/v1/namespaces/" + world.namespace().name() + "/poddisruptionbudgets/fermata-guard";
        World.eventually("there is a budget", () -> world.cluster().get(budget).orFail());

        world.cluster().delete(budget).orFail();
        world.strike();

        World.eventually(
                "there is a budget again", () -> world.cluster().get(budget).orFail());
        assertThat(world.cluster().evict(arena.pod()).code()).isEqualTo(429);
    }

    @Interrupted
    void aPodWhoseServerWasTornAwayIsStillGuardedAndEndsWithItsGame(World world) {
        Server arena = world.server("arena").becomes("Ready").isGuarded("armed");

        arena.delete().waitsFor("AwaitingPermission");
        arena.change("metadata: {finalizers: null}");
        world.strike();
        assertThat(world.cluster().delete(arena.pod()).code()).isEqualTo(403);
        arena.game().playsOn();
        arena.game().hearsThatItIsToGo();

        arena.game().allows();
        World.eventually(
                "its Pod is gone",
                () -> assertThat(world.cluster().get(arena.pod()).code()).isEqualTo(404));
    }

    @Interrupted
    void inAnEmergencyWhoeverMayLiftsTheGuardAndNobodyElse(World world) {
        Server arena = world.server("arena").becomes("Ready").isGuarded("armed");
        world.grant("somebody", "fermata-edit");
        JsonNode lift = World.yaml("metadata: {annotations: {fermata.dev/lift-guard: incident 7}}");

        Answer refused = world.cluster().as("somebody").update(arena.path(), lift);
        assertThat(refused.code()).as("%s", refused.body()).isEqualTo(403);
        assertThat(message(refused)).contains("those only who have the verb liftguard on servers", "somebody has not");
        world.grant("somebody", "fermata-liftguard");
        World.eventually(
                "the right is there",
                () -> world.cluster().as("somebody").update(arena.path(), lift).orFail());
        arena.isGuarded("lifted").tells("GuardLifted", "incident 7");
        arena.change("metadata: {annotations: {fermata.dev/lift-guard: null}}");
        world.strike();
        arena.isGuarded("armed").game().playsOn();

        arena.change("metadata: {annotations: {fermata.dev/lift-guard: incident 8}}");
        arena.isGuarded("lifted");
        world.cluster().delete(arena.pod()).orFail();
        arena.says("Ready", "PodGone", "was deleted");
    }

    private static void refuses(World world, String pod, String change, String words) {
        Answer answer = world.cluster().update(pod, World.yaml(change));
        assertThat(answer.code()).as("%s: %s", change, answer.body()).isEqualTo(403);
        assertThat(message(answer)).contains(words);
    }

    private static String message(Answer answer) {
        return answer.body().path("message").asText();
    }
}
