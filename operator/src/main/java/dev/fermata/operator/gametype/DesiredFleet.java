package dev.fermata.operator.gametype;

import dev.fermata.api.Labels;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.FleetSpec;
import dev.fermata.v1alpha1.GameType;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.List;
import java.util.Map;

/**
 * The Fleet that a GameType makes of a revision. Labels of the GameType are not copied: tools that prune by them would take the Fleet for one
 * of their own.
 */
final class DesiredFleet {
    private DesiredFleet() {}

    static Fleet of(GameType gameType, String name, int replicas, Marks marks) {
        Fleet fleet = new Fleet();
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName(name);
        metadata.setNamespace(gameType.getMetadata().getNamespace());
        metadata.setLabels(Map.of(Labels.GAME_TYPE, gameType.getMetadata().getName()));
        metadata.setAnnotations(marks.onto(null));
        metadata.setOwnerReferences(List.of(new OwnerReferenceBuilder()
                .withApiVersion(gameType.getApiVersion())
                .withKind(gameType.getKind())
                .withName(gameType.getMetadata().getName())
                .withUid(gameType.getMetadata().getUid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build()));
        fleet.setMetadata(metadata);
        FleetSpec spec = new FleetSpec();
        spec.setReplicas(replicas);
        spec.setTemplate(gameType.getSpec().getTemplate());
        spec.setScaleDown(gameType.getSpec().getScaleDown());
        fleet.setSpec(spec);
        return fleet;
    }
}
