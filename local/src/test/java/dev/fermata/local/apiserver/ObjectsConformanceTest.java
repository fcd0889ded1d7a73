package dev.fermata.local.apiserver;

import static dev.fermata.local.apiserver.Cluster.CONFIG_MAPS;
import static dev.fermata.local.apiserver.Cluster.PODS;
import static dev.fermata.local.apiserver.Cluster.WIDGETS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.Cluster.Reply;
import dev.fermata.local.apiserver.json.Json;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Creating, reading and updating objects, asked of the simulated API server and of a real one. */
@ParameterizedClass
@MethodSource("clusters")
class ObjectsConformanceTest {
    private final Cluster cluster;

    ObjectsConformanceTest(Cluster cluster) {
        this.cluster = cluster;
    }

    static Stream<Cluster> clusters() {
        return Cluster.each();
    }

    @Test
    void aNewObjectHasAnIdentityAndNoStatus() {
        Reply created =
                cluster.post(WIDGETS, Cluster.widget("new", "{'size':1}").replace("}}", "},'status':{'replicas':3}}"));

        assertThat(created.code()).isEqualTo(201);
        assertThat(created.text("metadata.uid")).hasSize(36);
        assertThat(created.text("metadata.creationTimestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(created.text("metadata.resourceVersion")).isNotEmpty();
        assertThat(created.text("metadata.generation")).isEqualTo("1");
        assertThat(created.text("metadata.namespace")).isEqualTo(cluster.namespace());
        assertThat(created.body().has("status")).isFalse();
        assertThat(cluster.get(WIDGETS + "/new").body()).isEqualTo(created.body());
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        cluster.createWidget("taken", "{'size':1}");

        Reply again = cluster.createWidget("taken", "{'size':2}");

        assertThat(again.code()).isEqualTo(409);
        assertThat(again.text("reason")).isEqualTo("AlreadyExists");
        assertThat(again.message()).isEqualTo("widgets.conformance.fermata.dev \"taken\" already exists");
        assertThat(again.text("details.kind")).isEqualTo("widgets");
    }

    @Test
    void aNameIsGeneratedFromAPrefix() {
        String body = "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'generateName':'gen-'}}";

        String first = cluster.post(CONFIG_MAPS, body).text("metadata.name");
        String second = cluster.post(CONFIG_MAPS, body).text("metadata.name");

        assertThat(first).matches("gen-[a-z0-9]{5}").isNotEqualTo(second);
    }

    @Test
    void objectsInANamespaceThatDoesNotExistAreRefused() {
        Reply refused = cluster.post(WIDGETS.replace("{ns}", "no-such-place"), Cluster.widget("a", "{'size':1}"));

        assertThat(refused.code()).isEqualTo(404);
        assertThat(refused.message()).isEqualTo("namespaces \"no-such-place\" not found");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Reply missing = cluster.get(WIDGETS + "/missing");

        assertThat(missing.code()).isEqualTo(404);
        assertThat(missing.text("kind")).isEqualTo("Status");
        assertThat(missing.text("reason")).isEqualTo("NotFound");
        assertThat(missing.message()).isEqualTo("widgets.conformance.fermata.dev \"missing\" not found");
        assertThat(cluster.get(WIDGETS.replace("widgets", "gizmos")).code()).isEqualTo(404);
        assertThat(cluster.put(WIDGETS + "/missing", withRevision("missing", "1"))
                        .code())
                .isEqualTo(404);
        assertThat(cluster.patch(WIDGETS + "/missing", Cluster.MERGE, "{}").code())
                .isEqualTo(404);
        assertThat(cluster.delete(WIDGETS + "/missing", "").code()).isEqualTo(404);
    }

    private static String withRevision(String name, String revision) {
        return Cluster.widget(name, "{'size':1}").replace("'name':", "'resourceVersion':'" + revision + "','name':");
    }

    @Test
    void documentsThatAreNotAboutTheirUrlAreRefused() {
        String widget = Cluster.widget("url", "{'size':1}");

        assertThat(cluster.post(WIDGETS, widget.replace("Widget", "Gadget")).message())
                .contains("kind: Invalid value: \"Gadget\": must be Widget");
        assertThat(cluster.post(WIDGETS, widget.replace("dev/v1", "dev/v2")).message())
                .startsWith("the API version in the data (conformance.fermata.dev/v2) does not match");
        assertThat(cluster.post(WIDGETS, widget.replace("'name'", "'namespace':'other','name'"))
                        .message())
                .isEqualTo("the namespace of the provided object does not match the namespace sent on the request");
        cluster.createWidget("url", "{'size':1}");
        assertThat(cluster.put(WIDGETS + "/url", withRevision("other", "1")).message())
                .isEqualTo("the name of the object (other) does not match the name on the URL (url)");
    }

    @Test
    void aBodyThatIsNoJsonIsABadRequest() {
        assertThat(cluster.post(WIDGETS, "{bad").code()).isEqualTo(400);
        assertThat(cluster.post(WIDGETS, "[]").code()).isEqualTo(400);
        assertThat(cluster.post(WIDGETS, "{}").code()).isEqualTo(400);
    }

    @Test
    void aResourceVersionIsNotForTheClientToChoose() {
        Reply refused = cluster.post(WIDGETS, withRevision("chosen", "5"));

        assertThat(refused.code()).isEqualTo(500);
        assertThat(refused.message()).isEqualTo("resourceVersion should not be set on objects to be created");
    }

    @Test
    void badNamesLabelsAndOwnersAreInvalid() {
        assertThat(cluster.createWidget("B_", "{'size':1}").text("details.causes[0].field"))
                .isEqualTo("metadata.name");
        assertThat(cluster.createWidget("", "{'size':1}").message())
                .contains("metadata.name: Required value: name or generateName is required");
        assertThat(cluster.createConfigMap("l1", "'labels':{'a b':'c'}").text("details.causes[0].field"))
                .isEqualTo("metadata.labels");
        assertThat(cluster.createConfigMap("l2", "'labels':{'a':'b c'}").message())
                .contains("metadata.labels: Invalid value: \"b c\": a valid label must be an empty string or consist");
        assertThat(cluster.createConfigMap("l3", "'labels':{'a':'" + "x".repeat(64) + "'}")
                        .message())
                .contains("must be no more than 63");
        assertThat(cluster.createConfigMap(
                                "o", "'ownerReferences':[{'apiVersion':'v1','kind':'Pod','name':'p','uid':''}]")
                        .message())
                .contains("metadata.ownerReferences.uid: Invalid value: \"\": must not be empty");
        assertThat(cluster.post(
                                "/api/v1/namespaces",
                                "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'a.b'}}")
                        .code())
                .isEqualTo(422);
    }

    @Test
    void anUpdateOfACustomResourceSaysWhichVersionItReplaces() {
        Reply created = cluster.createWidget("versions", "{'size':1}");

        Reply unsaid = cluster.put(WIDGETS + "/versions", Cluster.widget("versions", "{'size':2}"));
        Reply stale = cluster.put(WIDGETS + "/versions", withRevision("versions", "1"));
        Reply fresh = cluster.put(
                WIDGETS + "/versions",
                withRevision("versions", created.text("metadata.resourceVersion"))
                        .replace("'size':1", "'size':2"));

        assertThat(unsaid.code()).isEqualTo(422);
        assertThat(unsaid.message())
                .contains("metadata.resourceVersion: Invalid value: 0: must be specified for an update");
        assertThat(stale.code()).isEqualTo(409);
        assertThat(stale.text("reason")).isEqualTo("Conflict");
        assertThat(stale.message())
                .endsWith(
                        "the object has been modified; please apply your changes to the latest version and try again");
        assertThat(fresh.code()).isEqualTo(200);
        assertThat(fresh.text("spec.size")).isEqualTo("2");
        assertThat(fresh.text("metadata.uid")).isEqualTo(created.text("metadata.uid"));
    }

    @Test
    void anUpdateOfAnotherObjectOfThatNameIsAConflict() {
        Reply created = cluster.createWidget("reborn", "{'size':1}");
        ObjectNode next = created.body().deepCopy();
        next.withObject("/metadata").put("uid", "11111111-2222-3333-4444-555555555555");

        Reply refused = cluster.put(WIDGETS + "/reborn", Json.text(next));

        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.message()).contains("Precondition failed: UID in precondition: 1111");
    }

    @Test
    void coreObjectsCanBeUpdatedUnconditionally() {
        cluster.createConfigMap("plain", "");

        Reply updated = cluster.put(
                CONFIG_MAPS + "/plain",
                "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'plain'},'data':{'c':'d'}}");

        assertThat(updated.code()).isEqualTo(200);
        assertThat(updated.text("data.c")).isEqualTo("d");
        assertThat(updated.text("data.a")).isEmpty();
    }

    @Test
    void anUpdateThatChangesNothingIsNoNewVersion() {
        Reply created = cluster.createWidget("same", "{'size':1}");

        Reply again = cluster.patch(WIDGETS + "/same", Cluster.MERGE, "{'spec':{'size':1}}");

        assertThat(again.text("metadata.resourceVersion")).isEqualTo(created.text("metadata.resourceVersion"));
    }

    @Test
    void onlyChangesOfWhatIsWantedAreGenerations() {
        cluster.createWidget("generations", "{'size':1}");
        String path = WIDGETS + "/generations";

        assertThat(cluster.patch(path, Cluster.MERGE, "{'metadata':{'labels':{'a':'b'}}}")
                        .text("metadata.generation"))
                .isEqualTo("1");
        assertThat(cluster.patch(path + "/status", Cluster.MERGE, "{'status':{'replicas':1}}")
                        .text("metadata.generation"))
                .isEqualTo("1");
        assertThat(cluster.patch(path, Cluster.MERGE, "{'spec':{'size':2}}").text("metadata.generation"))
                .isEqualTo("2");
        assertThat(cluster.patch(path, Cluster.MERGE, "{'metadata':{'generation':7}}")
                        .text("metadata.generation"))
                .isEqualTo("2");
    }

    @Test
    void statusAndTheRestAreUpdatedApart() {
        cluster.createWidget("apart", "{'size':1}");
        String path = WIDGETS + "/apart";
        String both = "{'metadata':{'labels':{'a':'b'}},'spec':{'size':2},'status':{'replicas':5}}";

        Reply status = cluster.patch(path + "/status", Cluster.MERGE, both);
        Reply object = cluster.patch(path, Cluster.MERGE, both.replace("5", "6"));

        assertThat(status.text("spec.size")).isEqualTo("1");
        assertThat(status.text("metadata.labels.a")).isEmpty();
        assertThat(status.text("status.replicas")).isEqualTo("5");
        assertThat(object.text("spec.size")).isEqualTo("2");
        assertThat(object.text("metadata.labels.a")).isEqualTo("b");
        assertThat(object.text("status.replicas")).isEqualTo("5");
    }

    @Test
    void aPodsSpecIsFixedButForItsImages() {
        cluster.createPod("fixed", "", "");

        Reply moved = cluster.patch(PODS + "/fixed", Cluster.MERGE, "{'spec':{'nodeName':'elsewhere'}}");
        Reply image = cluster.patch(
                PODS + "/fixed",
                Cluster.JSON_PATCH,
                "[{'op':'replace','path':'/spec/containers/0/image','value':'other'}]");

        assertThat(moved.code()).isEqualTo(422);
        assertThat(moved.message()).contains("spec: Forbidden: pod updates may not change fields other than");
        assertThat(image.code()).isEqualTo(200);
    }

    @Test
    void aPodIsBoundToANodeOnce() {
        cluster.createPod("bound", "", "");
        String binding =
                "{'apiVersion':'v1','kind':'Binding','metadata':{'name':'bound'},'target':{'kind':'Node','name':'nowhere'}}";

        Reply first = cluster.post(PODS + "/bound/binding", binding);
        Reply second = cluster.post(PODS + "/bound/binding", binding);

        assertThat(first.code()).isEqualTo(201);
        assertThat(second.code()).isEqualTo(409);
        Reply pod = cluster.get(PODS + "/bound");
        assertThat(pod.text("spec.nodeName")).isEqualTo("nowhere");
        assertThat(pod.text("status.conditions[?(@.type==\"PodScheduled\")].status"))
                .isEqualTo("True");
    }

    @Test
    void aPodWithoutContainersOrImagesIsInvalid() {
        String pod = "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'bad'},'spec':{'containers':[]}}";

        assertThat(cluster.post(PODS, pod).message()).contains("spec.containers: Required value");
        assertThat(cluster.post(PODS, pod.replace("[]", "[{'name':'a'}]")).message())
                .contains("spec.containers[0].image: Required value");
        assertThat(cluster.post(PODS, pod.replace("[]", "[{'name':'a','image':'i'},{'name':'a','image':'i'}]"))
                        .message())
                .contains("spec.containers[1].name: Duplicate value: \"a\"");
    }

    @Test
    void secretsAreWrittenAsTextAndReadAsData() {
        Reply created = cluster.post(
                "/api/v1/namespaces/{ns}/secrets",
                "{'apiVersion':'v1','kind':'Secret','metadata':{'name':'s'},'stringData':{'k':'abc'}}");

        assertThat(created.text("data.k")).isEqualTo("YWJj");
        assertThat(created.text("type")).isEqualTo("Opaque");
        assertThat(created.body().has("stringData")).isFalse();
    }

    @Test
    void eventsOfBothApisAreTheSame() {
        String events = "/apis/events.k8s.io/v1/namespaces/{ns}/events";
        Reply created = cluster.post(
                events,
                "{'apiVersion':'events.k8s.io/v1','kind':'Event','metadata':{'name':'e'},'note':'text','reason':'Tried',"
                    + "'type':'Normal','action':'Try','eventTime':'2026-01-01T00:00:00.000000Z','reportingController':"
                    + "'fermata.dev/test','reportingInstance':'one','regarding':{'kind':'Pod','name':'p','namespace':"
                    + "'{ns}'}}");

        Reply core = cluster.get("/api/v1/namespaces/{ns}/events/e");
        Reply selected = cluster.get("/api/v1/namespaces/{ns}/events?fieldSelector=involvedObject.name%3Dp");
        Reply patched = cluster.patch(events + "/e", Cluster.MERGE, "{'metadata':{'labels':{'a':'b'}}}");

        assertThat(created.code()).isEqualTo(201);
        assertThat(created.text("note")).isEqualTo("text");
        assertThat(core.text("message")).isEqualTo("text");
        assertThat(core.text("involvedObject.name")).isEqualTo("p");
        assertThat(core.text("reportingComponent")).isEqualTo("fermata.dev/test");
        assertThat(selected.text("items[0].metadata.uid")).isEqualTo(created.text("metadata.uid"));
        assertThat(patched.text("metadata.labels.a")).isEqualTo("b");
        assertThat(patched.text("note")).isEqualTo("text");
        assertThat(cluster.get(events).text("items[0].regarding.name")).isEqualTo("p");
    }

    @Test
    void aDryRunChangesNothing() {
        Reply created = cluster.post(WIDGETS + "?dryRun=All", Cluster.widget("dry", "{'size':1}"));

        assertThat(created.code()).isEqualTo(201);
        assertThat(cluster.get(WIDGETS + "/dry").code()).isEqualTo(404);
    }

    @Test
    void whatIsNoResourceCannotBeWritten() {
        assertThat(cluster.send("PUT", "/version", "application/json", "{}").code())
                .isIn(404, 405);
    }
}
