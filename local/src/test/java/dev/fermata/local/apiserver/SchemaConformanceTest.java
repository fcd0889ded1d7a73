package dev.fermata.local.apiserver;

import static dev.fermata.local.apiserver.Cluster.WIDGETS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.local.apiserver.Cluster.Reply;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a CRD's schema does to its objects, asked of the simulated API server and of a real one. */
@ParameterizedClass
@MethodSource("clusters")
class SchemaConformanceTest {
    private final Cluster cluster;

    SchemaConformanceTest(Cluster cluster) {
        this.cluster = cluster;
    }

    static Stream<Cluster> clusters() {
        return Cluster.each();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {}                                        | spec.size: Required value
        {'size':null}                             | spec.size: Required value
        {'size':'x'}                              | spec.size: Invalid value: "string": spec.size in body must be of type integer: "string"
        {'size':1.5}                              | spec.size: Invalid value: "number": spec.size in body must be of type integer: "number"
        {'size':0}                                | spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1
        {'size':20}                               | spec.size: Invalid value: 20: spec.size in body should be less than or equal to 10
        {'size':1,'half':0}                       | spec.half: Invalid value: 0: spec.half in body should be greater than 0
        {'size':1,'replicas':-1}                  | spec.replicas: Invalid value: -1: spec.replicas in body should be greater than or equal to 0
        {'size':1,'replicas':-1}                  | .spec.replicas: Invalid value: -1: should be a non-negative integer
        {'size':1,'colour':'Blue'}                | spec.colour: Unsupported value: "Blue": supported values: "Red", "Green"
        {'size':1,'name':'ABC'}                   | spec.name: Invalid value: "ABC": spec.name in body should match '^[a-z]+$'
        {'size':1,'name':'abcdef'}                | spec.name: Too long: may not be more than 5 bytes
        {'size':1,'name':'a'}                     | spec.name: Invalid value: "a": spec.name in body should be at least 2 chars long
        {'size':1,'on':'yes'}                     | spec.on: Invalid value: "string": spec.on in body must be of type boolean: "string"
        {'size':1,'limited':['a','b','c']}        | spec.limited: Too many: 3: must have at most 2 items
        {'size':1,'limited':[]}                   | spec.limited: Invalid value: 0: spec.limited in body should have at least 1 items
        {'size':1,'limited':[1]}                  | spec.limited[0]: Invalid value: "integer": spec.limited[0] in body must be of type string: "integer"
        {'size':1,'limited':{}}                   | spec.limited: Invalid value: "object": spec.limited in body must be of type array: "object"
        {'size':1,'when':'never'}                 | spec.when: Invalid value: "never": spec.when in body must be of type date-time: "never"
        {'size':1,'tags':['a','b','a']}           | spec.tags[2]: Duplicate value: "a"
        {'size':1,'surge':true}                   | spec.surge: Invalid value: "boolean": spec.surge in body must be of type integer,string: "boolean"
        {'size':1,'free':3}                       | spec.free: Invalid value: "integer": spec.free in body must be of type object: "integer"
        {'size':1,'labels':{'a':1}}               | spec.labels.a: Invalid value: "integer": spec.labels.a in body must be of type string: "integer"
        {'size':1,'labels':{'a':'','b':'','c':''}} | spec.labels: Too many: 3: must have at most 2 items
        {'size':1,'drains':[{}]}                  | spec.drains[0].who: Required value
        {'size':1,'drains':[{'who':'a'},{'who':'a'}]} | spec.drains[1]: Duplicate value: {"who":"a"}
        'text'                                    | spec: Invalid value: "string": spec in body must be of type object: "string"
        """)
    void whatTheSchemaForbidsIsInvalid(String spec, String complaint) {
        Reply refused = cluster.createWidget("bad", spec);

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.text("reason")).isEqualTo("Invalid");
        assertThat(refused.message()).startsWith("Widget.conformance.fermata.dev \"bad\" is invalid: ");
        assertThat(refused.message()).contains(complaint);
        String field = complaint.substring(0, complaint.indexOf(": "));
        assertThat(refused.body().path("details").path("causes").findValuesAsText("field"))
                .contains(field);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        Reply refused = cluster.createWidget("bad", "{'size':0,'colour':'Blue','name':'ABC','limited':[]}");

        assertThat(refused.body().path("details").path("causes").findValuesAsText("reason"))
                .containsAll(List.of("FieldValueInvalid", "FieldValueNotSupported"));
        assertThat(refused.body().path("details").path("causes").findValuesAsText("field"))
                .containsAll(List.of("spec.size", "spec.colour", "spec.name", "spec.limited"));
    }

    @Test
    void defaultsAreFilledIn() {
        Reply created = cluster.createWidget("defaults", "{'size':1}");

        assertThat(created.text("spec.replicas")).isEqualTo("1");
        assertThat(created.text("spec.nested.depth")).isEqualTo("3");
    }

    @Test
    void nullsAreDroppedWhereTheyMeanNothing() {
        Reply created = cluster.createWidget(
                "nulls", "{'size':1,'replicas':null,'nothing':null,'colour':null,'free':{'x':{'y':null}}}");

        assertThat(created.code()).isEqualTo(201);
        assertThat(created.text("spec.replicas")).isEqualTo("1");
        assertThat(created.body().path("spec").has("colour")).isFalse();
        assertThat(created.body().path("spec").path("nothing").isNull()).isTrue();
        assertThat(created.body().path("spec").path("free").path("x").has("y")).isTrue();
    }

    @Test
    void unknownFieldsAreDropped() {
        String spec = "{'size':1,'unknown':{'a':1},'nested':{'x':2},'free':{'any':'thing'}}";

        Reply lenient = cluster.createWidget("pruned", spec);
        Reply warned = cluster.post(WIDGETS + "?fieldValidation=Warn", Cluster.widget("warned", spec));
        Reply strict = cluster.post(WIDGETS + "?fieldValidation=Strict", Cluster.widget("strict", spec));

        assertThat(lenient.body().path("spec").has("unknown")).isFalse();
        assertThat(lenient.body().path("spec").path("nested").has("x")).isFalse();
        assertThat(lenient.text("spec.free.any")).isEqualTo("thing");
        assertThat(warned.headers().toString()).contains("unknown field").contains("spec.nested.x");
        assertThat(strict.code()).isEqualTo(400);
        assertThat(strict.message())
                .isEqualTo(
                        "Widget in version \"v1\" cannot be handled as a Widget: strict decoding error: unknown field"
                                + " \"spec.nested.x\", unknown field \"spec.unknown\"");
    }

    @Test
    void aStatusIsValidatedToo() {
        cluster.createWidget("status", "{'size':1}");

        Reply refused = cluster.patch(WIDGETS + "/status/status", Cluster.MERGE, "{'status':{'replicas':'many'}}");

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).contains("replicas in body must be of type integer");
    }

    @Test
    void rulesAreEvaluated() {
        assertThat(cluster.createWidget("r1", "{'size':1,'low':3,'high':1}").message())
                .isEqualTo("Widget.conformance.fermata.dev \"r1\" is invalid: spec.low: Invalid value: \"object\": low"
                        + " must not exceed high");
        assertThat(cluster.createWidget("r2", "{'size':1,'name':'evil'}").message())
                .isEqualTo(
                        "Widget.conformance.fermata.dev \"r2\" is invalid: spec: Forbidden: the name evil is refused");
        assertThat(cluster.createWidget("r3", "{'size':1,'low':1,'high':3,'name':'good'}")
                        .code())
                .isEqualTo(201);
    }

    @Test
    void rulesAboutChangesSeeTheOldValue() {
        cluster.createWidget("fixed", "{'size':1,'fixed':'a'}");

        Reply refused = cluster.patch(WIDGETS + "/fixed", Cluster.MERGE, "{'spec':{'fixed':'b'}}");

        assertThat(refused.code()).isEqualTo(422);
        assertThat(refused.message()).endsWith("spec.fixed: Invalid value: \"string\": fixed is immutable");
        assertThat(cluster.patch(WIDGETS + "/fixed", Cluster.MERGE, "{'spec':{'size':2}}")
                        .code())
                .isEqualTo(200);
    }
}
