package dev.fermata.local.apiserver;

import static dev.fermata.local.apiserver.Cluster.CONFIG_MAPS;
import static dev.fermata.local.apiserver.Cluster.MERGE;
import static dev.fermata.local.apiserver.Cluster.PODS;
import static dev.fermata.local.apiserver.Cluster.WIDGETS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.local.apiserver.Cluster.Reply;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Lists and watches, asked of the simulated API server and of a real one. */
@ParameterizedClass
@MethodSource("clusters")
class WatchConformanceTest {
    private final Cluster cluster;

    WatchConformanceTest(Cluster cluster) {
        this.cluster = cluster;
    }

    static Stream<Cluster> clusters() {
        return Cluster.each();
    }

    private String revision(String path) {
        return cluster.get(path).text("metadata.resourceVersion");
    }

    @Test
    void aListIsOrderedByNameAndSaysFromWhereToWatch() {
        cluster.createWidget("list-b", "{'size':1}");
        Reply last = cluster.createWidget("list-a", "{'size':1}");

        Reply list = cluster.get(WIDGETS);

        assertThat(list.text("kind")).isEqualTo("WidgetList");
        assertThat(Long.parseLong(list.text("metadata.resourceVersion")))
                .isGreaterThanOrEqualTo(Long.parseLong(last.text("metadata.resourceVersion")));
        assertThat(list.body().path("items").findValuesAsText("name")).containsSubsequence("list-a", "list-b");
    }

    @Test
    void aWatchFromAListSeesEveryChangeOnceAndInOrder() {
        String start = revision(CONFIG_MAPS);
        cluster.createConfigMap("w", "");
        try (Watching watch = Watching.open(cluster, CONFIG_MAPS + "?watch=true&resourceVersion=" + start)) {
            IntStream.range(0, 5).forEach(i -> cluster.patch(CONFIG_MAPS + "/w", MERGE, "{'data':{'i':'" + i + "'}}"));
            Reply gone = cluster.delete(CONFIG_MAPS + "/w", "");
            assertThat(gone.code()).isEqualTo(200);

            List<Watching.Event> events = watch.about("w", 7);

            assertThat(events)
                    .extracting(Watching.Event::type)
                    .containsExactly("ADDED", "MODIFIED", "MODIFIED", "MODIFIED", "MODIFIED", "MODIFIED", "DELETED");
            assertThat(events)
                    .extracting(event -> event.object().path("data").path("i").asText())
                    .containsExactly("", "0", "1", "2", "3", "4", "4");
            assertThat(events).extracting(Watching.Event::revision).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void aWatchWithoutARevisionBeginsWithWhatThereIs() {
        cluster.createWidget("there", "{'size':1}");
        try (Watching watch = Watching.open(cluster, WIDGETS + "?watch=true")) {
            assertThat(watch.about("there", 1)).extracting(Watching.Event::type).containsExactly("ADDED");
            cluster.createWidget("then", "{'size':1}");
            assertThat(watch.about("then", 1)).extracting(Watching.Event::type).containsExactly("ADDED");
        }
    }

    @Test
    void aWatchCanSayWhenTheBeginningIsOver() {
        cluster.createWidget("initial", "{'size':1}");
        String query = "?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
        try (Watching watch = Watching.open(cluster, WIDGETS + query)) {
            watch.about("initial", 1);

            Watching.Event bookmark = watch.next("BOOKMARK");

            assertThat(bookmark.object().path("metadata").path("annotations"))
                    .hasToString("{\"k8s.io/initial-events-end\":\"true\"}");
            assertThat(bookmark.object().path("kind").asText()).isEqualTo("Widget");
            assertThat(bookmark.revision()).isPositive();
        }
    }

    @Test
    void objectsComeAndGoAsTheyBeginAndCeaseToMatch() {
        String start = revision(CONFIG_MAPS);
        String query = "?watch=true&labelSelector=seen%3Dyes&resourceVersion=" + start;
        cluster.createConfigMap("match", "");
        String path = CONFIG_MAPS + "/match";
        try (Watching watch = Watching.open(cluster, CONFIG_MAPS + query)) {
            cluster.patch(path, MERGE, "{'metadata':{'labels':{'seen':'yes'}}}");
            cluster.patch(path, MERGE, "{'data':{'x':'y'}}");
            Reply hidden = cluster.patch(path, MERGE, "{'metadata':{'labels':{'seen':'no'}}}");
            cluster.delete(path, "");
            cluster.createConfigMap("match-last", "'labels':{'seen':'yes'}");

            List<Watching.Event> events = watch.about("match", 3);

            assertThat(events).extracting(Watching.Event::type).containsExactly("ADDED", "MODIFIED", "DELETED");
            assertThat(events.getLast().revision()).isEqualTo(Long.parseLong(hidden.text("metadata.resourceVersion")));
            assertThat(events.getLast().object().path("metadata").path("labels"))
                    .hasToString("{\"seen\":\"yes\"}");
            assertThat(watch.about("match-last", 1))
                    .extracting(Watching.Event::type)
                    .containsExactly("ADDED");
        }
    }

    @Test
    void aRemovalByTheLastFinalizerHasARevisionOfItsOwn() {
        Reply created = cluster.createConfigMap("final", "'finalizers':['fermata.dev/test']");
        String path = CONFIG_MAPS + "/final";
        String query = "?watch=true&resourceVersion=" + created.text("metadata.resourceVersion");
        try (Watching watch = Watching.open(cluster, CONFIG_MAPS + query)) {
            cluster.delete(path, "");
            cluster.patch(path, MERGE, "{'metadata':{'finalizers':null}}");

            List<Watching.Event> events = watch.about("final", 2);

            assertThat(events).extracting(Watching.Event::type).containsExactly("MODIFIED", "DELETED");
            assertThat(events).extracting(Watching.Event::revision).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void aPodThatIsForcedAwayIsFirstSeenWithoutGrace() {
        Reply created = cluster.createPod("forced", "", "no-such-node");
        String query = "?watch=true&resourceVersion=" + created.text("metadata.resourceVersion");
        try (Watching watch = Watching.open(cluster, PODS + query)) {
            cluster.delete(PODS + "/forced", "");
            cluster.delete(PODS + "/forced", "{'gracePeriodSeconds':0}");

            assertThat(watch.about("forced", 3))
                    .extracting(Watching.Event::type)
                    .containsExactly("MODIFIED", "MODIFIED", "DELETED");
        }
    }

    @Test
    void aRevisionThatIsForgottenIsGone() {
        cluster.createWidget("forgotten", "{'size':1}");
        try (Watching watch = Watching.open(cluster, WIDGETS + "?watch=true&resourceVersion=1")) {
            Watching.Event error = watch.next("ERROR");

            assertThat(error.object().path("code").asInt()).isEqualTo(410);
            assertThat(error.object().path("reason").asText()).isEqualTo("Expired");
            assertThat(error.object().path("message").asText()).startsWith("too old resource version: 1 (");
        }
    }

    @Test
    void aWatchEndsWhenItsTimeIsUp() {
        try (Watching watch = Watching.open(cluster, WIDGETS + "?watch=true&timeoutSeconds=1")) {
            cluster.until(watch::isEnded);
        }
    }

    @Test
    void aRevisionOfTheFutureIsTooLarge() {
        Reply refused = cluster.get(WIDGETS + "?resourceVersion=999999999999999");

        assertThat(refused.code()).isEqualTo(504);
        assertThat(refused.text("details.causes[0].reason")).isEqualTo("ResourceVersionTooLarge");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        labelSelector=tier%3Da                      | sel-1
        labelSelector=tier%3D%3Da                   | sel-1
        labelSelector=tier!%3Da,sel                 | sel-2,sel-3
        labelSelector=tier%20in%20(a,b)             | sel-1,sel-2
        labelSelector=tier%20notin%20(a),sel        | sel-2,sel-3
        labelSelector=tier                          | sel-1,sel-2
        labelSelector=!tier,sel                     | sel-3
        labelSelector=tier%3Db,zone%3Dx             | sel-2
        labelSelector=a.b/c%3Dd                     | sel-3
        fieldSelector=metadata.name%3Dsel-2         | sel-2
        fieldSelector=metadata.name%3D%3Dsel-2      | sel-2
        labelSelector=sel&fieldSelector=metadata.name!%3Dsel-2 | sel-1,sel-3
        """)
    void aSelectorSelects(String query, String names) {
        cluster.createConfigMap("sel-1", "'labels':{'sel':'','tier':'a','zone':'x'}");
        cluster.createConfigMap("sel-2", "'labels':{'sel':'','tier':'b','zone':'x'}");
        cluster.createConfigMap("sel-3", "'labels':{'sel':'','a.b/c':'d'}");

        List<String> found = cluster.get(CONFIG_MAPS + "?" + query).body().path("items").findParents("labels").stream()
                .map(meta -> meta.path("name").asText())
                .toList();

        assertThat(found).containsExactly(names.split(","));
    }

    @Test
    void podsCanBeSelectedByNodeAndPhase() {
        cluster.createPod("here", "", "node-a");
        cluster.createPod("there", "", "node-b");

        Reply here = cluster.get(PODS + "?fieldSelector=spec.nodeName%3Dnode-a,status.phase%3DPending");
        Reply unbound = cluster.get(PODS + "?fieldSelector=spec.nodeName%3D");

        assertThat(here.body().path("items").size()).isEqualTo(1);
        assertThat(here.text("items[0].metadata.name")).isEqualTo("here");
        assertThat(unbound.body().path("items").findValuesAsText("nodeName")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "labelSelector=a%20b",
        "labelSelector=%3Da",
        "labelSelector=a%20in%20b",
        "fieldSelector=spec.foo%3D1",
        "continue=abc"
    })
    void aQueryThatMakesNoSenseIsABadRequest(String query) {
        Reply refused = cluster.get(WIDGETS + "?" + query);

        assertThat(refused.code()).isEqualTo(400);
        assertThat(refused.text("reason")).isEqualTo("BadRequest");
    }
}
