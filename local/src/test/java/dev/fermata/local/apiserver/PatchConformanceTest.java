package dev.fermata.local.apiserver;

import static dev.fermata.local.apiserver.Cluster.JSON_PATCH;
import static dev.fermata.local.apiserver.Cluster.MERGE;
import static dev.fermata.local.apiserver.Cluster.WIDGETS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.local.apiserver.Cluster.Reply;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Patches, asked of the simulated API server and of a real one. */
@ParameterizedClass
@MethodSource("clusters")
class PatchConformanceTest {
    private static final String PATH = WIDGETS + "/patched";
    private static final String SPEC =
            "{'size':1,'limited':['a','b'],'free':{'list':[1,2,3],'a/b':1,'m~n':2,'deep':{'x':1,'y':2}}}";

    private final Cluster cluster;

    PatchConformanceTest(Cluster cluster) {
        this.cluster = cluster;
    }

    static Stream<Cluster> clusters() {
        return Cluster.each();
    }

    private Reply fresh() {
        cluster.delete(PATH, "");
        return cluster.createWidget("patched", SPEC);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {'op':'add','path':'/spec/free/new','value':{'a':1}}     | new   | {"a":1}
        {'op':'add','path':'/spec/free/list/1','value':9}        | list  | [1,9,2,3]
        {'op':'add','path':'/spec/free/list/-','value':9}        | list  | [1,2,3,9]
        {'op':'add','path':'/spec/free/list/3','value':9}        | list  | [1,2,3,9]
        {'op':'remove','path':'/spec/free/list/0'}               | list  | [2,3]
        {'op':'remove','path':'/spec/free/deep/x'}               | deep  | {"y":2}
        {'op':'replace','path':'/spec/free/list/0','value':9}    | list  | [9,2,3]
        {'op':'replace','path':'/spec/free/a~1b','value':9}      | a/b   | 9
        {'op':'replace','path':'/spec/free/m~0n','value':9}      | m~n   | 9
        {'op':'replace','path':'/spec/free/absent','value':9} | absent | 9
        {'op':'copy','from':'/spec/free/absent','path':'/spec/free/to'} | to | null
        {'op':'move','from':'/spec/free/deep','path':'/spec/free/to'} | to | {"x":1,"y":2}
        {'op':'copy','from':'/spec/free/deep','path':'/spec/free/to'} | to | {"x":1,"y":2}
        {'op':'test','path':'/spec/free/list','value':[1,2,3]}   | list  | [1,2,3]
        {'op':'test','path':'/spec/free/absent','value':null}    | list  | [1,2,3]
        """)
    void aJsonPatchDoesWhatItsOperationsSay(String operation, String field, String value) {
        fresh();

        Reply patched = cluster.patch(PATH, JSON_PATCH, "[" + operation + "]");

        assertThat(patched.code()).isEqualTo(200);
        assertThat(patched.body().path("spec").path("free").path(field)).hasToString(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {'op':'test','path':'/spec/size','value':5}
        {'op':'test','path':'/spec/absent','value':2}
        {'op':'remove','path':'/spec/free/absent'}
        {'op':'remove','path':'/spec/free/list/7'}
        {'op':'add','path':'/spec/free/absent/x','value':2}
        {'op':'add','path':'/spec/free/list/7','value':2}
        {'op':'move','from':'/spec/free/absent','path':'/spec/free/to'}
        {'op':'unheard-of','path':'/spec/free'}
        """)
    void aJsonPatchThatDoesNotFitIsRefusedAsAWhole(String operation) {
        Reply before = fresh();

        Reply refused =
                cluster.patch(PATH, JSON_PATCH, "[{'op':'replace','path':'/spec/size','value':2}," + operation + "]");

        assertThat(refused.code()).isIn(422, 400);
        assertThat(refused.text("kind")).isEqualTo("Status");
        assertThat(cluster.get(PATH).body()).isEqualTo(before.body());
    }

    @Test
    void aFailedTestIsUnprocessable() {
        fresh();

        Reply refused = cluster.patch(PATH, JSON_PATCH, "[{'op':'test','path':'/spec/size','value':2}]");

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.text("reason")).isEqualTo("Invalid");
        assertThat(refused.message()).isEqualTo("the server rejected our request due to an error in our request");
    }

    @Test
    void aPatchThatIsNoneIsABadRequest() {
        fresh();

        assertThat(cluster.patch(PATH, JSON_PATCH, "{'spec':{}}").code()).isEqualTo(400);
        assertThat(cluster.patch(PATH, JSON_PATCH, "[{").code()).isEqualTo(400);
        assertThat(cluster.patch(PATH, MERGE, "{'spec'").code()).isEqualTo(400);
    }

    @Test
    void aMergePatchMergesObjectsReplacesListsAndRemovesWithNull() {
        fresh();

        Reply patched = cluster.patch(
                PATH, MERGE, "{'spec':{'limited':['c'],'free':{'list':[7],'deep':{'x':null,'z':3},'a/b':null}}}");

        assertThat(patched.body().path("spec").path("limited")).hasToString("[\"c\"]");
        assertThat(patched.body().path("spec").path("free").path("list")).hasToString("[7]");
        assertThat(patched.body().path("spec").path("free").path("deep")).hasToString("{\"y\":2,\"z\":3}");
        assertThat(patched.body().path("spec").path("free").has("a/b")).isFalse();
        assertThat(patched.text("spec.size")).isEqualTo("1");
    }

    @Test
    void aPatchThatNamesAnOldVersionIsAConflict() {
        Reply created = fresh();
        String revision = created.text("metadata.resourceVersion");
        cluster.patch(PATH, MERGE, "{'spec':{'size':2}}");

        Reply merge =
                cluster.patch(PATH, MERGE, "{'metadata':{'resourceVersion':'" + revision + "'},'spec':{'size':3}}");
        Reply json = cluster.patch(
                PATH,
                JSON_PATCH,
                "[{'op':'replace','path':'/metadata/resourceVersion','value':'" + revision + "'},"
                        + "{'op':'replace','path':'/spec/size','value':3}]");
        Reply tested = cluster.patch(
                PATH,
                JSON_PATCH,
                "[{'op':'test','path':'/metadata/resourceVersion','value':'" + revision + "'},"
                        + "{'op':'replace','path':'/spec/size','value':3}]");

        assertThat(merge.code()).isEqualTo(409);
        assertThat(json.code()).isEqualTo(409);
        assertThat(tested.code()).isEqualTo(422);
        assertThat(cluster.get(PATH).text("spec.size")).isEqualTo("2");
    }

    @Test
    void aPatchThatMakesTheObjectInvalidIsRefused() {
        fresh();

        assertThat(cluster.patch(PATH, MERGE, "{'spec':{'size':99}}").message())
                .contains("spec.size in body should be less than or equal to 10");
        assertThat(cluster.patch(PATH, JSON_PATCH, "[{'op':'remove','path':'/spec/size'}]")
                        .message())
                .contains("spec.size: Required value");
        assertThat(cluster.patch(PATH, JSON_PATCH, "[{'op':'replace','path':'/metadata/name','value':'x'}]")
                        .code())
                .isEqualTo(400);
    }

    @Test
    void patchesInUnknownFormatsAreRefused() {
        fresh();

        Reply unknown = cluster.patch(PATH, "application/json", "{}");
        Reply strategic = cluster.patch(
                PATH, "application/strategic-merge-patch+json", "{'spec':{'limited':['x'],'$patch':'replace'}}");

        assertThat(unknown.code()).isEqualTo(415);
        assertThat(unknown.text("reason")).isEqualTo("UnsupportedMediaType");
        assertThat(strategic.code()).isEqualTo(415);
    }

    @Test
    void aStrategicPatchOfACoreObjectMergesMaps() {
        cluster.createConfigMap("strategic", "'labels':{'a':'b'}");

        Reply patched = cluster.patch(
                Cluster.CONFIG_MAPS + "/strategic",
                "application/strategic-merge-patch+json",
                "{'metadata':{'labels':{'c':'d'}},'data':{'a':null,'x':'y'}}");

        assertThat(patched.code()).isEqualTo(200);
        assertThat(patched.body().path("data")).hasToString("{\"x\":\"y\"}");
        assertThat(patched.body().path("metadata").path("labels")).hasToString("{\"a\":\"b\",\"c\":\"d\"}");
    }

    @Test
    void aMetadataPatchOfAStatusDoesNothing() {
        fresh();

        Reply patched =
                cluster.patch(PATH + "/status", MERGE, "{'metadata':{'finalizers':['a.b/c'],'labels':{'a':'b'}}}");

        assertThat(patched.code()).isEqualTo(200);
        assertThat(patched.body().path("metadata").has("finalizers")).isFalse();
        assertThat(patched.body().path("metadata").has("labels")).isFalse();
    }
}
