package dev.fermata.operator.simulation;

import dev.fermata.api.Labels;
import dev.fermata.operator.simulation.Cluster.Kind;
import dev.fermata.operator.simulation.Cluster.Place;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.FleetSpec;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerSpec;
import dev.fermata.v1alpha1.fleetspec.Template;
import dev.fermata.v1alpha1.serverspec.Deletion;
import dev.fermata.v1alpha1.serverspec.Drains;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people do with kubectl. */
final class People {
    /** The most that anybody wishes for. */
    static final int MOST = 4;

    static final String FLEET = "demo";
    static final String HAND_MADE = "solo";
    private static final String PERSON = "ada";

    private final World world;
    private final Judge judge;

    People(World world) {
        this.world = world;
        this.judge = new Judge(world);
    }

    @Nullable
    Fleet fleet() {
        return (Fleet) world.cluster().get(new Place(Kind.FLEET, FLEET));
    }

    void applyFleet(int replicas, Deletion deletion) {
        FleetSpec spec = new FleetSpec();
        spec.setReplicas(replicas);
        spec.setTemplate(new Template());
        spec.getTemplate().setSpec(serverSpec(deletion));
        Fleet fleet = new Fleet();
        fleet.setMetadata(metadata(FLEET));
        fleet.setSpec(spec);
        world.cluster().create(fleet);
    }

    void applyServer(Deletion deletion) {
        Server server = new Server();
        server.setMetadata(metadata(HAND_MADE));
        server.setSpec(serverSpec(deletion));
        world.cluster().create(server);
    }

    /** A Server in one of the Fleet's slots that is none of its own. */
    void applyForeignServer(int slot) {
        if (world.cluster().server(FLEET + "-" + slot) == null) {
            Server server = new Server();
            server.setMetadata(metadata(FLEET + "-" + slot));
            server.setSpec(serverSpec(new Deletion()));
            world.cluster().create(server);
        }
    }

    void scale(int replicas) {
        Fleet fleet = fleet();
        if (fleet != null) {
            Fleet copy = Copies.of(fleet);
            copy.getSpec().setReplicas(replicas);
            bump(copy);
            world.cluster().replace(copy);
        }
    }

    void deleteFleet() {
        Fleet fleet = fleet();
        if (fleet != null) {
            world.cluster().delete(fleet, 0);
        }
    }

    void delete(Server server) {
        world.cluster().delete(server, 0);
    }

    void deletePod(Pod pod) {
        world.cluster().delete(pod, Copies.grace(pod));
    }

    /** Asked again, it is asked from now on, and a deadline that had passed has not any more. */
    void drain(Server server) {
        remember(server);
        Server copy = Copies.of(server);
        copy.getSpec().getDrains().removeIf(drain -> drain.getRequester().equals(PERSON));
        Drains drain = new Drains();
        drain.setRequester(PERSON);
        drain.setReason(Drains.Reason.Requested);
        drain.setRequestedAt(world.now().toString());
        copy.getSpec().getDrains().add(drain);
        bump(copy);
        world.cluster().replace(copy);
    }

    void withdraw(Server server) {
        remember(server);
        Server copy = Copies.of(server);
        if (copy.getSpec().getDrains().removeIf(drain -> drain.getRequester().equals(PERSON))) {
            bump(copy);
            world.cluster().replace(copy);
        }
    }

    private void remember(Server server) {
        if (judge.due(server)) {
            world.wasDue(server.getMetadata().getUid());
        }
    }

    void force(Server server) {
        Server copy = Copies.of(server);
        Deletion deletion = new Deletion();
        deletion.setForce(true);
        copy.getSpec().setDeletion(deletion);
        bump(copy);
        world.cluster().replace(copy);
    }

    /** Takes the finalizer off and leaves the Pod alone, as one should not. */
    void orphan(Server server) {
        Pod pod = world.cluster().pod(server.getMetadata().getName());
        if (pod != null) {
            Pod copy = Copies.of(pod);
            copy.getMetadata().setOwnerReferences(new ArrayList<>());
            world.cluster().replace(copy);
        }
        Server copy = Copies.of(server);
        copy.getMetadata().getFinalizers().clear();
        HasMetadata bare = world.cluster().replace(copy);
        if (bare.getMetadata().getDeletionTimestamp() == null) {
            world.cluster().delete(bare, 0);
        }
    }

    static Deletion patient() {
        return new Deletion();
    }

    static Deletion until(int seconds, Deletion.OnTimeout onTimeout) {
        Deletion deletion = new Deletion();
        deletion.setTimeoutSeconds(seconds);
        deletion.setOnTimeout(onTimeout);
        return deletion;
    }

    private static void bump(HasMetadata object) {
        object.getMetadata().setGeneration(object.getMetadata().getGeneration() + 1);
    }

    private static ServerSpec serverSpec(Deletion deletion) {
        PodTemplateSpec template = new PodTemplateSpec();
        template.setSpec(new PodSpec());
        template.getSpec()
                .setContainers(List.of(new ContainerBuilder()
                        .withName("game")
                        .withImage("game:1")
                        .build()));
        ServerSpec spec = new ServerSpec();
        spec.setTemplate(template);
        spec.setDeletion(deletion);
        return spec;
    }

    private static ObjectMeta metadata(String name) {
        ObjectMeta metadata = new ObjectMeta();
        metadata.setName(name);
        metadata.setLabels(new HashMap<>());
        metadata.getLabels().remove(Labels.ACTIVE);
        return metadata;
    }
}
