package dev.fermata.operator.simulation;

import dev.fermata.operator.simulation.Cluster.Change;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.List;

/** Whom a change concerns. */
final class Routes {
    private Routes() {}

    static List<Work> of(Change change, Cache cache) {
        String name = change.object().getMetadata().getName();
        List<Work> concerned = new ArrayList<>();
        switch (change.place().kind()) {
            case FLEET -> concerned.add(new Work(Work.Type.FLEET, name));
            case SERVER -> {
                concerned.add(new Work(Work.Type.SERVER, name));
                concerned.add(new Work(Work.Type.ORPHAN, name));
                concerned.add(new Work(Work.Type.FLEET, name.replaceFirst("-\\d+$", "")));
            }
            case POD -> {
                concerned.add(new Work(Work.Type.SERVER, name));
                concerned.add(new Work(Work.Type.ORPHAN, name));
            }
            case NODE ->
                cache.list(Pod.class)
                        .filter(pod -> name.equals(pod.getSpec().getNodeName()))
                        .map(pod -> pod.getMetadata().getName())
                        .forEach(pod -> {
                            concerned.add(new Work(Work.Type.SERVER, pod));
                            concerned.add(new Work(Work.Type.ORPHAN, pod));
                        });
        }
        return concerned;
    }
}
