package dev.fermata.operator.fleet;

import dev.fermata.api.Labels;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerSpec;
import dev.fermata.v1alpha1.serverspec.Sidecar;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The Server that a Fleet puts into a slot: its template, its finalizer from the start, and the sidecar's image pinned. */
public final class DesiredServer {
    private DesiredServer() {}

    public static Server of(Fleet fleet, String name, String sidecarImage) {
        Server server = new Server();
        server.setMetadata(metadata(fleet, name));
        server.setSpec(spec(fleet.getSpec().getTemplate().getSpec(), sidecarImage));
        return server;
    }

    private static ObjectMeta metadata(Fleet fleet, String name) {
        ObjectMeta template =
                Optional.ofNullable(fleet.getSpec().getTemplate().getMetadata()).orElseGet(ObjectMeta::new);
        Map<String, String> labels = copy(template.getLabels());
        labels.put(Labels.FLEET, fleet.getMetadata().getName());
        Optional.ofNullable(fleet.getMetadata().getLabels())
                .map((Map<String, String> own) -> own.get(Labels.GAME_TYPE))
                .ifPresent(gameType -> labels.put(Labels.GAME_TYPE, gameType));
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName(name);
        metadata.setNamespace(fleet.getMetadata().getNamespace());
        metadata.setLabels(labels);
        metadata.setAnnotations(copy(template.getAnnotations()));
        metadata.setFinalizers(List.of(Labels.HOLD));
        metadata.setOwnerReferences(List.of(new OwnerReferenceBuilder()
                .withApiVersion(fleet.getApiVersion())
                .withKind(fleet.getKind())
                .withName(fleet.getMetadata().getName())
                .withUid(fleet.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build()));
        return metadata;
    }

    private static ServerSpec spec(ServerSpec template, String sidecarImage) {
        ServerSpec spec = new ServerSpec();
        spec.setTemplate(template.getTemplate());
        spec.setGameContainer(template.getGameContainer());
        spec.setCapacity(template.getCapacity());
        spec.setDeletion(template.getDeletion());
        spec.setSidecar(sidecar(template.getSidecar(), sidecarImage));
        return spec;
    }

    private static Sidecar sidecar(@Nullable Sidecar template, String image) {
        Sidecar sidecar = new Sidecar();
        sidecar.setImage(image);
        if (template != null) {
            sidecar.setImage(Optional.ofNullable(template.getImage()).orElse(image));
            sidecar.setLogLevel(template.getLogLevel());
            sidecar.setResources(template.getResources());
            sidecar.setGamePort(template.getGamePort());
            sidecar.setOperatorPort(template.getOperatorPort());
        }
        return sidecar;
    }

    private static Map<String, String> copy(Map<String, String> from) {
        return from == null ? new TreeMap<>() : new TreeMap<>(from);
    }
}
