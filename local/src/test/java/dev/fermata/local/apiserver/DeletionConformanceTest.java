package dev.fermata.local.apiserver;

import static dev.fermata.local.apiserver.Cluster.CONFIG_MAPS;
import static dev.fermata.local.apiserver.Cluster.JSON_PATCH;
import static dev.fermata.local.apiserver.Cluster.MERGE;
import static dev.fermata.local.apiserver.Cluster.PODS;
import static dev.fermata.local.apiserver.Cluster.WIDGETS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.local.apiserver.Cluster.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** How objects end, asked of the simulated API server and of a real one. */
@ParameterizedClass
@MethodSource("clusters")
class DeletionConformanceTest {
    private static final String HELD = "'finalizers':['fermata.dev/test']";
    private static final String RELEASE = "{'metadata':{'finalizers':null}}";

    private final Cluster cluster;

    DeletionConformanceTest(Cluster cluster) {
        this.cluster = cluster;
    }

    static Stream<Cluster> clusters() {
        return Cluster.each();
    }

    @Test
    void aDeletedCustomResourceIsGoneAndTheAnswerIsAStatus() {
        Reply created = cluster.createWidget("gone", "{'size':1}");

        Reply deleted = cluster.delete(WIDGETS + "/gone", "");

        assertThat(deleted.code()).isEqualTo(200);
        assertThat(deleted.text("status")).isEqualTo("Success");
        assertThat(deleted.text("details.name")).isEqualTo("gone");
        assertThat(deleted.text("details.kind")).isEqualTo("widgets");
        assertThat(deleted.text("details.uid")).isEqualTo(created.text("metadata.uid"));
        assertThat(cluster.get(WIDGETS + "/gone").code()).isEqualTo(404);
    }

    @Test
    void aDeletionHasNoEffectUnlessItsPreconditionsHold() {
        Reply created = cluster.createWidget("guarded", "{'size':1}");
        String uid = created.text("metadata.uid");
        String revision = created.text("metadata.resourceVersion");
        String path = WIDGETS + "/guarded";

        Reply wrongUid = cluster.delete(path, "{'preconditions':{'uid':'1-2-3'}}");
        Reply wrongRevision = cluster.delete(path, "{'preconditions':{'resourceVersion':'1'}}");
        Reply oneWrong = cluster.delete(path, "{'preconditions':{'uid':'" + uid + "','resourceVersion':'1'}}");

        assertThat(wrongUid.code()).isEqualTo(409);
        assertThat(wrongUid.text("reason")).isEqualTo("Conflict");
        assertThat(wrongUid.message())
                .isEqualTo("Operation cannot be fulfilled on Widget.conformance.fermata.dev \"guarded\": the UID in the"
                        + " precondition (1-2-3) does not match the UID in record (" + uid
                        + "). The object might have been deleted and then recreated");
        assertThat(wrongRevision.code()).isEqualTo(409);
        assertThat(wrongRevision.message())
                .endsWith("the ResourceVersion in the precondition (1) does not match the ResourceVersion in record ("
                        + revision + "). The object might have been modified");
        assertThat(oneWrong.code()).isEqualTo(409);
        assertThat(cluster.delete(path, "{'preconditions':{'uid':'" + uid + "','resourceVersion':'" + revision + "'}}")
                        .code())
                .isEqualTo(200);
    }

    @Test
    void finalizersKeepAnObjectUntilTheLastIsGone() {
        cluster.createConfigMap("held", "'finalizers':['a.b/c','d.e/f']");
        String path = CONFIG_MAPS + "/held";

        Reply deleted = cluster.delete(path, "");
        Reply again = cluster.delete(path, "");
        Reply one = cluster.patch(path, MERGE, "{'metadata':{'finalizers':['d.e/f']}}");
        Reply last = cluster.patch(path, MERGE, RELEASE);

        assertThat(deleted.code()).isEqualTo(200);
        assertThat(deleted.text("kind")).isEqualTo("ConfigMap");
        assertThat(deleted.text("metadata.deletionTimestamp")).isNotEmpty();
        assertThat(deleted.text("metadata.deletionGracePeriodSeconds")).isEqualTo("0");
        assertThat(again.text("metadata.resourceVersion")).isEqualTo(deleted.text("metadata.resourceVersion"));
        assertThat(one.code()).isEqualTo(200);
        assertThat(last.code()).isEqualTo(200);
        assertThat(last.text("metadata.finalizers")).isEmpty();
        assertThat(last.text("metadata.resourceVersion")).isEqualTo(one.text("metadata.resourceVersion"));
        assertThat(cluster.get(path).code()).isEqualTo(404);
    }

    @Test
    void aDeletionIsAGenerationOfItsOwn() {
        cluster.post(WIDGETS, Cluster.widget("generation", "{'size':1}").replace("'name'", HELD + ",'name'"));

        Reply deleted = cluster.delete(WIDGETS + "/generation", "");

        assertThat(deleted.text("metadata.generation")).isEqualTo("2");
        cluster.patch(WIDGETS + "/generation", MERGE, RELEASE);
    }

    @Test
    void aDeletedObjectCanBeUpdatedButGetsNoNewFinalizers() {
        cluster.createConfigMap("late", HELD);
        String path = CONFIG_MAPS + "/late";
        cluster.delete(path, "");

        Reply added = cluster.patch(path, JSON_PATCH, "[{'op':'add','path':'/metadata/finalizers/-','value':'g.h/i'}]");
        Reply changed = cluster.patch(path, MERGE, "{'data':{'x':'y'}}");
        Reply revived = cluster.patch(path, MERGE, "{'metadata':{'deletionTimestamp':null}}");

        assertThat(added.code()).isEqualTo(422);
        assertThat(added.message())
                .contains(
                        "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted,"
                                + " found new finalizers []string{\"g.h/i\"}");
        assertThat(changed.code()).isEqualTo(200);
        assertThat(revived.text("metadata.deletionTimestamp")).isNotEmpty();
        cluster.patch(path, MERGE, RELEASE);
    }

    @Test
    void aPodThatWasNeverBoundGoesAtOnce() {
        cluster.createPod("unbound", "", "");

        Reply deleted = cluster.delete(PODS + "/unbound", "");

        assertThat(deleted.text("kind")).isEqualTo("Pod");
        assertThat(deleted.text("metadata.deletionGracePeriodSeconds")).isEqualTo("0");
        assertThat(cluster.get(PODS + "/unbound").code()).isEqualTo(404);
    }

    @Test
    void aBoundPodWaitsForItsKubelet() {
        cluster.createPod("bound", "", "no-such-node");
        String path = PODS + "/bound";

        Reply deleted = cluster.delete(path, "");
        Reply again = cluster.delete(path, "{'gracePeriodSeconds':60}");
        Reply sooner = cluster.delete(path, "{'gracePeriodSeconds':5}");
        Reply confirmed = cluster.delete(path, "{'gracePeriodSeconds':0}");

        Instant first = Instant.parse(deleted.text("metadata.deletionTimestamp"));
        assertThat(deleted.text("metadata.deletionGracePeriodSeconds")).isEqualTo("30");
        assertThat(again.text("metadata.resourceVersion")).isEqualTo(deleted.text("metadata.resourceVersion"));
        assertThat(sooner.text("metadata.deletionGracePeriodSeconds")).isEqualTo("5");
        assertThat(Instant.parse(sooner.text("metadata.deletionTimestamp"))).isEqualTo(first.minusSeconds(25));
        assertThat(confirmed.code()).isEqualTo(200);
        assertThat(cluster.get(path).code()).isEqualTo(404);
    }

    @Test
    void aGracePeriodCanBeAskedForInTheQuery() {
        cluster.createPod("query", "", "no-such-node");

        Reply deleted = cluster.delete(PODS + "/query?gracePeriodSeconds=7", "");
        Reply forced = cluster.delete(PODS + "/query?gracePeriodSeconds=0", "");

        assertThat(deleted.text("metadata.deletionGracePeriodSeconds")).isEqualTo("7");
        assertThat(forced.code()).isEqualTo(200);
        assertThat(cluster.get(PODS + "/query").code()).isEqualTo(404);
    }

    @Test
    void aFinishedPodGoesAtOnce() {
        cluster.createPod("finished", "", "no-such-node");
        cluster.patch(PODS + "/finished/status", MERGE, "{'status':{'phase':'Succeeded'}}");

        cluster.delete(PODS + "/finished", "");

        assertThat(cluster.get(PODS + "/finished").code()).isEqualTo(404);
    }

    @Test
    void aFinalizerKeepsAPodEvenWhenItsKubeletConfirmed() {
        cluster.createPod("both", HELD, "no-such-node");
        String path = PODS + "/both";

        cluster.delete(path, "");
        Reply early = cluster.patch(path, MERGE, "{'metadata':{'labels':{'a':'b'}}}");
        cluster.delete(path, "{'gracePeriodSeconds':0}");
        Reply held = cluster.get(path);
        cluster.patch(path, MERGE, RELEASE);

        assertThat(early.text("metadata.deletionGracePeriodSeconds")).isEqualTo("30");
        assertThat(held.text("metadata.deletionGracePeriodSeconds")).isEqualTo("0");
        assertThat(cluster.get(path).code()).isEqualTo(404);
    }

    @Test
    void aPodWithoutFinalizersStaysForItsGracePeriod() {
        cluster.createPod("grace", HELD, "no-such-node");
        String path = PODS + "/grace";
        cluster.delete(path, "");

        cluster.patch(path, MERGE, RELEASE);

        assertThat(cluster.get(path).code()).isEqualTo(200);
        cluster.delete(path, "{'gracePeriodSeconds':0}");
    }

    @Test
    void everythingThatASelectorMatchesCanBeDeletedAtOnce() {
        cluster.createConfigMap("many-1", "'labels':{'many':'yes'}");
        cluster.createConfigMap("many-2", "'labels':{'many':'yes'}");
        cluster.createConfigMap("many-3", "'labels':{'many':'no'}");

        Reply deleted = cluster.delete(CONFIG_MAPS + "?labelSelector=many%3Dyes", "");

        assertThat(deleted.code()).isEqualTo(200);
        assertThat(deleted.body().path("items").size()).isEqualTo(2);
        assertThat(cluster.get(CONFIG_MAPS + "/many-1").code()).isEqualTo(404);
        assertThat(cluster.get(CONFIG_MAPS + "/many-3").code()).isEqualTo(200);
    }

    @Test
    void aDryRunDeletesNothing() {
        cluster.createConfigMap("dry", "");

        assertThat(cluster.delete(CONFIG_MAPS + "/dry?dryRun=All", "").code()).isEqualTo(200);
        assertThat(cluster.get(CONFIG_MAPS + "/dry").code()).isEqualTo(200);
    }

    @Test
    void aNamespaceTakesItsContentsAlongAndWaitsForTheirFinalizers() {
        String name = cluster.namespace() + "-inner";
        String inner = "/api/v1/namespaces/" + name;
        cluster.post("/api/v1/namespaces", "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'" + name + "'}}");
        String held = "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'held'," + HELD + "}}";
        assertThat(cluster.post(inner + "/configmaps", held).code()).isEqualTo(201);
        cluster.post(inner + "/configmaps", held.replace("," + HELD, "").replace("held", "free"));

        Reply deleted = cluster.delete(inner, "");

        assertThat(deleted.code()).isEqualTo(200);
        assertThat(cluster.get(inner).text("status.phase")).isEqualTo("Terminating");
        cluster.until(() -> cluster.get(inner + "/configmaps/free").code() == 404);
        assertThat(cluster.get(inner + "/configmaps/held").text("metadata.deletionTimestamp"))
                .isNotEmpty();
        Reply refused = cluster.post(inner + "/configmaps", held.replace("held", "new"));
        assertThat(refused.code()).isEqualTo(403);
        assertThat(refused.message())
                .contains("unable to create new content in namespace " + name + " because it is being terminated");
        assertThat(refused.text("details.causes[0].reason")).isEqualTo("NamespaceTerminating");
        cluster.patch(inner + "/configmaps/held", MERGE, RELEASE);
        cluster.until(Duration.ofSeconds(40), () -> cluster.get(inner).code() == 404);
    }
}
