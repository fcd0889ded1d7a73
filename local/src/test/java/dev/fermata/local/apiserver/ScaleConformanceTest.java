package dev.fermata.local.apiserver;

import static dev.fermata.local.apiserver.Cluster.JSON_PATCH;
import static dev.fermata.local.apiserver.Cluster.MERGE;
import static dev.fermata.local.apiserver.Cluster.WIDGETS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.local.apiserver.Cluster.Reply;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The scale subresource, and what clients ask before they do anything, asked of the simulated API server and of a real one. */
@ParameterizedClass
@MethodSource("clusters")
class ScaleConformanceTest {
    private final Cluster cluster;

    ScaleConformanceTest(Cluster cluster) {
        this.cluster = cluster;
    }

    static Stream<Cluster> clusters() {
        return Cluster.each();
    }

    private static String scale(String name, String metadata, int replicas) {
        return "{'apiVersion':'autoscaling/v1','kind':'Scale','metadata':{'name':'" + name + "'" + metadata
                + "},'spec':{'replicas':" + replicas + "}}";
    }

    @Test
    void theScaleShowsWhatIsWantedAndWhatIs() {
        Reply created = cluster.createWidget("shown", "{'size':1,'replicas':3}");
        cluster.patch(WIDGETS + "/shown/status", MERGE, "{'status':{'replicas':2,'selector':'a=b'}}");

        Reply scale = cluster.get(WIDGETS + "/shown/scale");

        assertThat(scale.text("kind")).isEqualTo("Scale");
        assertThat(scale.text("apiVersion")).isEqualTo("autoscaling/v1");
        assertThat(scale.text("metadata.uid")).isEqualTo(created.text("metadata.uid"));
        assertThat(scale.text("spec.replicas")).isEqualTo("3");
        assertThat(scale.text("status.replicas")).isEqualTo("2");
        assertThat(scale.text("status.selector")).isEqualTo("a=b");
        assertThat(cluster.get(WIDGETS + "/none/scale").code()).isEqualTo(404);
    }

    @Test
    void theScaleCanBePutAndPatched() {
        Reply created = cluster.createWidget("scaled", "{'size':1}");
        String path = WIDGETS + "/scaled/scale";

        assertThat(cluster.put(path, scale("scaled", "", 4)).text("spec.replicas"))
                .isEqualTo("4");
        assertThat(cluster.patch(path, MERGE, "{'spec':{'replicas':5}}").text("spec.replicas"))
                .isEqualTo("5");
        assertThat(cluster.patch(path, JSON_PATCH, "[{'op':'replace','path':'/spec/replicas','value':6}]")
                        .text("spec.replicas"))
                .isEqualTo("6");
        Reply widget = cluster.get(WIDGETS + "/scaled");
        assertThat(widget.text("spec.replicas")).isEqualTo("6");
        assertThat(widget.text("metadata.generation")).isEqualTo("4");
        assertThat(widget.text("metadata.uid")).isEqualTo(created.text("metadata.uid"));
    }

    @Test
    void aScaleThatMakesNoSenseIsRefused() {
        cluster.createWidget("refused", "{'size':1}");
        String path = WIDGETS + "/refused/scale";

        Reply negative = cluster.patch(path, MERGE, "{'spec':{'replicas':-1}}");
        Reply stale = cluster.put(path, scale("refused", ",'resourceVersion':'1'", 2));

        assertThat(negative.code()).isEqualTo(422);
        assertThat(negative.message()).contains(".spec.replicas: Invalid value: -1: should be a non-negative integer");
        assertThat(stale.code()).isEqualTo(409);
        assertThat(cluster.get(path).text("spec.replicas")).isEqualTo("1");
    }

    @Test
    void aKindWithoutScaleHasNone() {
        cluster.createConfigMap("flat", "");

        assertThat(cluster.get(Cluster.CONFIG_MAPS + "/flat/scale").code()).isEqualTo(404);
    }

    @Test
    void discoveryNamesWhatIsServed() {
        Reply group = cluster.get("/apis/conformance.fermata.dev");
        Reply resources = cluster.get("/apis/conformance.fermata.dev/v1");

        assertThat(group.text("kind")).isEqualTo("APIGroup");
        assertThat(group.text("preferredVersion.groupVersion")).isEqualTo("conformance.fermata.dev/v1");
        assertThat(resources.text("kind")).isEqualTo("APIResourceList");
        assertThat(resources.body().path("resources").findValuesAsText("name"))
                .contains("widgets", "widgets/status", "widgets/scale");
        assertThat(resources.text("resources[0].shortNames[0]")).isEqualTo("wdg");
        assertThat(cluster.get("/api").text("versions[0]")).isEqualTo("v1");
        assertThat(cluster.get("/apis").body().path("groups").findValuesAsText("name"))
                .contains("conformance.fermata.dev", "coordination.k8s.io", "apiextensions.k8s.io");
        assertThat(cluster.get("/api/v1").body().path("resources").findValuesAsText("name"))
                .contains("pods", "pods/status", "nodes", "secrets", "events", "namespaces", "configmaps", "services");
        assertThat(cluster.get("/version").text("major")).isEqualTo("1");
        assertThat(cluster.get("/apis/unheard.of/v1").code()).isEqualTo(404);
        assertThat(cluster.get("/unheard-of").code()).isEqualTo(404);
    }

    @Test
    void clientsLearnWhatTheyMayDo() {
        Reply access = cluster.post(
                "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                "{'apiVersion':'authorization.k8s.io/v1','kind':'SelfSubjectAccessReview','spec':{'resourceAttributes':"
                        + "{'namespace':'default','verb':'get','resource':'pods'}}}");
        Reply rules = cluster.post(
                "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
                "{'apiVersion':'authorization.k8s.io/v1','kind':'SelfSubjectRulesReview','spec':{'namespace':'default'}}");

        assertThat(access.code()).isEqualTo(201);
        assertThat(access.text("status.allowed")).isEqualTo("true");
        assertThat(rules.code()).isEqualTo(201);
        assertThat(rules.body()
                        .path("status")
                        .path("resourceRules")
                        .findValues("verbs")
                        .toString())
                .contains("\"*\"");
    }

    @Test
    void aKindThatIsDefinedIsServedUntilItsDefinitionGoes() {
        String group = cluster.namespace() + ".fermata.dev";
        String definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
        String gadgets = "/apis/" + group + "/v1/namespaces/{ns}/gadgets";
        cluster.post(
                definitions,
                "{'apiVersion':'apiextensions.k8s.io/v1','kind':'CustomResourceDefinition','metadata':{'name':'gadgets."
                        + group
                        + "'},'spec':{'group':'" + group
                        + "','scope':'Namespaced','names':{'plural':'gadgets','singular':'gadget',"
                        + "'kind':'Gadget','listKind':'GadgetList'},'versions':[{'name':'v1','served':true,'storage':true,"
                        + "'schema':{'openAPIV3Schema':{'type':'object'}}}]}}");
        cluster.until(() -> cluster.get(definitions + "/gadgets." + group)
                .text("status.conditions[?(@.type==\"Established\")].status")
                .equals("True"));
        cluster.until(() -> cluster.get(gadgets).code() == 200);
        cluster.post(gadgets, "{'apiVersion':'" + group + "/v1','kind':'Gadget','metadata':{'name':'g'}}");

        cluster.delete(definitions + "/gadgets." + group, "");

        cluster.until(() -> cluster.get(definitions + "/gadgets." + group).code() == 404);
        cluster.until(() -> cluster.get(gadgets).code() == 404);
    }
}
