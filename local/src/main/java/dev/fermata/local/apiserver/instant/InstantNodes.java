package dev.fermata.local.apiserver.instant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.json.Json;
import dev.fermata.local.apiserver.resource.BuiltIns;
import dev.fermata.local.apiserver.rest.Resources;
import dev.fermata.local.apiserver.rest.WriteOptions;
import dev.fermata.local.apiserver.store.Stored;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Nodes that exist as objects only. They take any number of Pods, in turn, unless they are cordoned. */
final class InstantNodes {
    static final String ADDRESS = "127.0.0.1";

    private final Resources resources;
    private final List<String> names;
    private int turn;

    InstantNodes(Resources resources, int count, Instant now) {
        this.resources = resources;
        this.names = IntStream.range(0, count).mapToObj(i -> "instant-" + i).toList();
        names.forEach(name -> resources.create(BuiltIns.NODES, "", node(name, now), WriteOptions.PLAIN));
    }

    boolean has(String node) {
        return names.contains(node);
    }

    /** The next node that takes a Pod; null if none does. */
    @Nullable
    String next() {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(turn++ % names.size());
            Stored node = resources.store().get(BuiltIns.NODES.key("", name));
            if (node != null && !node.json().path("spec").path("unschedulable").asBoolean()) {
                return name;
            }
        }
        return null;
    }

    private static ObjectNode node(String name, Instant now) {
        ObjectNode node = Json.object().put("apiVersion", "v1").put("kind", "Node");
        node.putObject("metadata").put("name", name).putObject("labels").put("kubernetes.io/hostname", name);
        node.putObject("spec").put("providerID", "instant://" + name);
        ObjectNode status = node.putObject("status");
        status.putObject("allocatable").put("pods", "100000");
        status.putObject("capacity").put("pods", "100000");
        status.putArray("addresses").addObject().put("type", "InternalIP").put("address", ADDRESS);
        status.putArray("conditions")
                .addObject()
                .put("type", "Ready")
                .put("status", "True")
                .put("reason", "KubeletReady")
                .put("lastHeartbeatTime", now.toString())
                .put("lastTransitionTime", now.toString());
        return node;
    }
}
