package dev.fermata.local.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fermata.local.apiserver.gc.Controllers;
import dev.fermata.local.apiserver.http.HttpFront;
import dev.fermata.local.apiserver.json.Json;
import dev.fermata.local.apiserver.refusal.Refusal;
import dev.fermata.local.apiserver.resource.BuiltIns;
import dev.fermata.local.apiserver.resource.CustomTypes;
import dev.fermata.local.apiserver.resource.ResourceType;
import dev.fermata.local.apiserver.resource.Types;
import dev.fermata.local.apiserver.rest.Resources;
import dev.fermata.local.apiserver.rest.WriteOptions;
import dev.fermata.local.apiserver.store.Change;
import dev.fermata.local.apiserver.store.Store;
import dev.fermata.local.apiserver.traffic.Traffic;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/**
 * A Kubernetes API server in memory that speaks HTTP on the loopback interface: objects and their versions, watches, CRDs with their
 * schemas, deletion with finalizers and grace periods, garbage collection. It starts no process, schedules no Pod and asks nobody who
 * they are. docs/reference/simulated-api-server.md says what it does not do.
 *
 * <p>Everything is lost when it is closed.
 */
public final class SimulatedApiServer implements AutoCloseable {
    private static final List<String> NAMESPACES = List.of("default", "kube-node-lease", "kube-public", "kube-system");

    private final Resources resources;
    private final Controllers controllers;
    private final Traffic traffic = new Traffic();
    private final HttpFront front;

    /**
     * How a server is to be.
     *
     * @param port 0 takes any that is free
     * @param clock what the time is: for creationTimestamp and deletionTimestamp
     * @param logCapacity how many changes of each type are kept for watches; a client that lags behind further has to list again
     */
    public record Settings(int port, InstantSource clock, int logCapacity) {
        /** Any port, real time, 20,000 changes. */
        public static final Settings DEFAULT = new Settings(0, InstantSource.system(), 20_000);
    }

    private SimulatedApiServer(Settings settings) throws IOException {
        // Starting from the time, revisions never fall back when a server takes an earlier one's port.
        Store store = new Store(System.currentTimeMillis(), settings.logCapacity());
        Types types = new Types(BuiltIns.all());
        store.listen(change -> serveDefined(types, change));
        this.resources = new Resources(store, types, settings.clock());
        this.controllers = new Controllers(resources);
        NAMESPACES.forEach(this::createNamespace);
        this.front = new HttpFront(resources, traffic, settings.port());
    }

    /** Starts a server with the default settings. */
    public static SimulatedApiServer start() throws IOException {
        return start(Settings.DEFAULT);
    }

    /** Starts a server; it answers when this returns. */
    public static SimulatedApiServer start(Settings settings) throws IOException {
        return new SimulatedApiServer(settings);
    }

    private static void serveDefined(Types types, Change change) {
        if (change.after().key().type().equals(BuiltIns.CRDS.id())) {
            ResourceType type = CustomTypes.read(change.after().json());
            if (type != null && change.type() == Change.Type.DELETED) {
                types.remove(type);
            } else if (type != null) {
                types.add(type);
            }
        }
    }

    private void createNamespace(String name) {
        ObjectNode namespace = Json.object().put("apiVersion", "v1").put("kind", "Namespace");
        namespace.putObject("metadata").put("name", name);
        resources.create(BuiltIns.NAMESPACES, "", namespace, WriteOptions.PLAIN);
    }

    /** The URL for a client's {@code masterUrl}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + front.address().getPort());
    }

    /** A kubeconfig, for kubectl and other clients that read one. */
    public String kubeconfig() {
        return """
            apiVersion: v1
            kind: Config
            clusters: [{name: simulated, cluster: {server: "%s"}}]
            contexts: [{name: simulated, context: {cluster: simulated, user: simulated, namespace: default}}]
            current-context: simulated
            users: [{name: simulated, user: {}}]
            """.formatted(url());
    }

    /**
     * Creates every object of a YAML stream, in order; CRDs are served from then on.
     *
     * @throws IllegalArgumentException if an object is refused; the message is the server's
     */
    public void create(String yaml) {
        try {
            for (ObjectNode object : Json.yaml(yaml)) {
                String version = object.path("apiVersion").asText();
                String kind = object.path("kind").asText();
                ResourceType type = resources.types().ofKind(version, kind);
                if (type == null) {
                    throw new IllegalArgumentException("no kind " + kind + " is registered for version " + version);
                }
                String namespace = object.path("metadata").path("namespace").asText("default");
                resources.create(type, type.namespaced() ? namespace : "", object, WriteOptions.PLAIN);
            }
        } catch (IOException malformed) {
            throw new IllegalArgumentException("no YAML: " + malformed.getMessage(), malformed);
        } catch (Refusal refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }

    /** As {@link #create}, from a resource of the class path, such as {@code /crds/servers.fermata.dev.yaml}. */
    public void createFromClassPath(String resource) {
        try (InputStream in = SimulatedApiServer.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("not on the class path: " + resource);
            }
            create(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /** The objects, without HTTP: for what runs beside the server, as an instant kubelet does. */
    public Resources resources() {
        return resources;
    }

    /** Counts of requests, and faults to come. */
    public Traffic traffic() {
        return traffic;
    }

    /** Cuts every watch off; clients resume from the revision that they saw last. */
    public void dropWatches() {
        front.dropWatches();
    }

    /** Forgets the history: a watch from an older revision is answered 410, and its client lists again. */
    public void compact() {
        resources.store().compact();
    }

    /** Whether the garbage collector and its like have dealt with every change so far. */
    public boolean isSettled() {
        return controllers.isIdle();
    }

    @Override
    public void close() {
        resources.store().close();
        controllers.close();
        front.close();
    }
}
