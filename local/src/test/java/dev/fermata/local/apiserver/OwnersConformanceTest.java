package dev.fermata.local.apiserver;

import static dev.fermata.local.apiserver.Cluster.CONFIG_MAPS;
import static dev.fermata.local.apiserver.Cluster.MERGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.local.apiserver.Cluster.Reply;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the garbage collector does about owners, asked of the simulated API server and of a real cluster. */
@ParameterizedClass
@MethodSource("clusters")
class OwnersConformanceTest {
    private static final String HELD = "'finalizers':['fermata.dev/test']";
    private static final String RELEASE = "{'metadata':{'finalizers':null}}";

    private final Cluster cluster;

    OwnersConformanceTest(Cluster cluster) {
        this.cluster = cluster;
    }

    static Stream<Cluster> clusters() {
        return Cluster.each();
    }

    private String owner(String name, String uid) {
        return "{'apiVersion':'v1','kind':'ConfigMap','name':'" + name + "','uid':'" + uid
                + "','blockOwnerDeletion':true}";
    }

    private void createOwned(String name, String metadata, String... owners) {
        String more = metadata.isEmpty() ? "" : "," + metadata;
        cluster.createConfigMap(name, "'ownerReferences':[" + String.join(",", owners) + "]" + more);
    }

    private String createOwner(String name, String metadata) {
        return owner(name, cluster.createConfigMap(name, metadata).text("metadata.uid"));
    }

    private Reply get(String name) {
        return cluster.get(CONFIG_MAPS + "/" + name);
    }

    private boolean isGone(String name) {
        return get(name).code() == 404;
    }

    private boolean isDeleting(String name) {
        return !get(name).text("metadata.deletionTimestamp").isEmpty();
    }

    @Test
    void dependentsFollowTheirOwner() {
        String owner = createOwner("bg", "");
        createOwned("bg-child", "", owner);
        createOwned("bg-grandchild", "", owner("bg-child", get("bg-child").text("metadata.uid")));

        cluster.delete(CONFIG_MAPS + "/bg", "{'propagationPolicy':'Background'}");

        assertThat(isGone("bg")).isTrue();
        cluster.until(() -> isGone("bg-child") && isGone("bg-grandchild"));
    }

    @Test
    void aDependentWithAnotherOwnerStaysAndForgetsTheFirst() {
        String first = createOwner("two-1", "");
        String second = createOwner("two-2", "");
        createOwned("two-child", "", first, second);

        cluster.delete(CONFIG_MAPS + "/two-1", "");

        cluster.until(() ->
                get("two-child").body().path("metadata").path("ownerReferences").size() == 1);
        cluster.delete(CONFIG_MAPS + "/two-2", "");
        cluster.until(() -> isGone("two-child"));
    }

    @Test
    void anOwnerInTheForegroundWaitsForItsDependents() {
        String owner = createOwner("fg", "");
        createOwned("fg-child", HELD, owner);

        Reply deleted = cluster.delete(CONFIG_MAPS + "/fg", "{'propagationPolicy':'Foreground'}");

        assertThat(deleted.body().path("metadata").path("finalizers")).hasToString("[\"foregroundDeletion\"]");
        cluster.until(() -> isDeleting("fg-child"));
        assertThat(isGone("fg")).isFalse();
        cluster.patch(CONFIG_MAPS + "/fg-child", MERGE, RELEASE);
        cluster.until(() -> isGone("fg") && isGone("fg-child"));
    }

    @Test
    void theForegroundReachesGrandchildren() {
        String owner = createOwner("deep", "");
        createOwned("deep-child", "", owner);
        createOwned(
                "deep-grandchild", HELD, owner("deep-child", get("deep-child").text("metadata.uid")));

        cluster.delete(CONFIG_MAPS + "/deep", "{'propagationPolicy':'Foreground'}");

        cluster.until(() -> isDeleting("deep-grandchild"));
        assertThat(get("deep-child").body().path("metadata").path("finalizers"))
                .hasToString("[\"foregroundDeletion\"]");
        cluster.patch(CONFIG_MAPS + "/deep-grandchild", MERGE, RELEASE);
        cluster.until(() -> isGone("deep") && isGone("deep-child"));
    }

    @Test
    void orphansAreLeftBehindWithoutTheirOwner() {
        String owner = createOwner("orphaning", "");
        createOwned("orphan", "", owner);

        cluster.delete(CONFIG_MAPS + "/orphaning", "{'propagationPolicy':'Orphan'}");

        cluster.until(() -> isGone("orphaning"));
        assertThat(get("orphan").body().path("metadata").has("ownerReferences")).isFalse();
    }

    @Test
    void aDependentOfAnOwnerThatDoesNotExistIsCollected() {
        createOwned("dangling", "", owner("never-was", "11111111-2222-3333-4444-555555555555"));

        cluster.until(() -> isGone("dangling"));
    }

    @Test
    void aNamesakeOfTheOwnerIsNotTheOwner() {
        createOwner("namesake", "");
        createOwned("misled", "", owner("namesake", "11111111-2222-3333-4444-555555555555"));

        cluster.until(() -> isGone("misled"));
    }

    @Test
    void aDependentOfAnUnknownKindIsLeftAlone() {
        createOwned(
                "puzzling",
                "",
                "{'apiVersion':'unheard.of/v1','kind':'Thing','name':'x','uid':'11111111-2222-3333-4444-555555555555'}");
        createOwned("witness", "", owner("never-was", "11111111-2222-3333-4444-666666666666"));

        cluster.until(() -> isGone("witness"));
        assertThat(isGone("puzzling")).isFalse();
    }
}
