package dev.fermata.local.kubelet;

import io.fabric8.kubernetes.api.model.Binding;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Preconditions;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The three things that a kubelet (and the scheduler that it plays) writes to a Pod; each for this uid or not at all. */
final class PodWriter {
    private static final Logger LOG = LoggerFactory.getLogger(PodWriter.class);

    private final KubernetesClient client;

    PodWriter(KubernetesClient client) {
        this.client = client;
    }

    /** Puts a Pod on a node; its next event says whether that was done. */
    void bind(Pod pod, String node, Map<String, String> annotations) {
        Binding binding = new BindingBuilder()
                .withNewMetadata()
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .withAnnotations(annotations)
                .endMetadata()
                .withNewTarget()
                .withApiVersion("v1")
                .withKind("Node")
                .withName(node)
                .endTarget()
                .build();
        try {
            client.raw(path(pod) + "/binding", "POST", binding);
        } catch (KubernetesClientException failed) {
            if (!isGone(failed)) {
                again("binding", pod, failed);
            }
        }
    }

    /** Whether the writing is done with: it succeeded, or the Pod is not there any more. Else it is to be tried again. */
    boolean status(Pod pod, PodStatus status) {
        Pod written = new PodBuilder(pod)
                .editMetadata()
                .withResourceVersion(null)
                .withManagedFields()
                .endMetadata()
                .withStatus(status)
                .build();
        try {
            client.resource(written).updateStatus();
            return true;
        } catch (KubernetesClientException failed) {
            return isGone(failed) || again("status", pod, failed);
        }
    }

    /** Whether the Pod object is gone. */
    boolean remove(Pod pod) {
        DeleteOptions now = new DeleteOptions();
        now.setApiVersion("v1");
        now.setKind("DeleteOptions");
        now.setGracePeriodSeconds(0L);
        now.setPreconditions(new Preconditions(null, pod.getMetadata().getUid()));
        try {
            client.raw(path(pod), "DELETE", now);
            return true;
        } catch (KubernetesClientException failed) {
            return isGone(failed) || again("removal", pod, failed);
        }
    }

    private static String path(Pod pod) {
        return "/api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/"
                + pod.getMetadata().getName();
    }

    /** Not there, or another one is in its place. */
    private static boolean isGone(KubernetesClientException failed) {
        return failed.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                || failed.getCode() == HttpURLConnection.HTTP_CONFLICT;
    }

    private static boolean again(String what, Pod pod, KubernetesClientException failed) {
        LOG.atWarn()
                .addKeyValue("pod", pod.getMetadata().getName())
                .addKeyValue("what", what)
                .addKeyValue("error", failed.getMessage())
                .log("writing a Pod failed; it is tried again");
        return false;
    }
}
