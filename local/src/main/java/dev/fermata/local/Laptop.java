package dev.fermata.local;

import dev.fermata.local.apiserver.SimulatedApiServer;
import dev.fermata.local.apiserver.resource.BuiltIns;
import dev.fermata.local.kubelet.HostPorts;
import dev.fermata.local.kubelet.Images;
import dev.fermata.local.kubelet.Kubelet;
import dev.fermata.local.kubelet.KubeletConfig;
import dev.fermata.local.screen.Scene;
import dev.fermata.operator.server.SidecarDefaults;
import dev.fermata.operator.shell.FermataOperator;
import dev.fermata.operator.shell.config.OperatorConfig;
import dev.fermata.operator.shell.config.OperatorConfig.Listen;
import dev.fermata.operator.shell.config.OperatorConfig.Logging;
import dev.fermata.operator.shell.config.OperatorConfig.Webhooks;
import dev.fermata.operator.shell.kube.Cluster;
import dev.fermata.v1alpha1.Server;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fermata on this machine: a simulated API server, the real operator, and a kubelet that runs Pods as processes. Closing it ends all of
 * it; the Pods' processes end also if this JVM does, however it does.
 */
public final class Laptop implements AutoCloseable {
    /** Where objects without a namespace go. */
    public static final String NAMESPACE = "default";

    private static final String OPERATOR_NAMESPACE = "fermata-system";
    private static final String LOOPBACK = "127.0.0.1";
    private static final int CHANGES_KEPT = 20_000;
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final List<String> KINDS = List.of("servers", "fleets", "gametypes", "gameautoscalers");

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Settings settings;
    private final SimulatedApiServer api;
    private final KubernetesClient client;
    private final Kubelet kubelet;

    /**
     * How it is to be.
     *
     * @param port of the API server; 0 takes any that is free
     * @param images what containers can run, beside programs that they name by their absolute path
     * @param directory for logs and the kubeconfig; is made if it is not there
     */
    public record Settings(int port, Images images, Path directory) {
        public Settings {
            directory = directory.toAbsolutePath().normalize();
        }
    }

    private Laptop(Settings settings) throws IOException {
        this.settings = settings;
        try {
            Files.createDirectories(settings.directory());
            HostPorts ports = new HostPorts();
            api = opened(SimulatedApiServer.start(
                    new SimulatedApiServer.Settings(settings.port(), InstantSource.system(), CHANGES_KEPT)));
            api.resources().admit(BuiltIns.PODS, ports);
            KINDS.forEach(kind -> api.createFromClassPath("/crds/" + kind + ".fermata.dev.yaml"));
            api.create("{apiVersion: v1, kind: Namespace, metadata: {name: " + OPERATOR_NAMESPACE + "}}");
            Files.writeString(kubeconfig(), api.kubeconfig());
            client = opened(Cluster.client(Config.fromKubeconfig(api.kubeconfig())));
            kubelet = opened(Kubelet.start(client, new KubeletConfig(List.of("laptop"), settings.images(), logs())));
            opened(FermataOperator.start(client, operator(ports.takeOne()), HostPorts::sidecar));
        } catch (IOException | RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /**
     * Starts it; Pods can be created when this returns.
     *
     * @throws IOException if a port is taken, or the directory cannot be written
     */
    public static Laptop start(Settings settings) throws IOException {
        return new Laptop(settings);
    }

    private static OperatorConfig operator(int nudgePort) {
        return new OperatorConfig(
                SidecarDefaults.of(Programs.SIDECAR),
                Set.of(),
                OPERATOR_NAMESPACE,
                Optional.empty(),
                new Listen(LOOPBACK, nudgePort, 0),
                Optional.of(URI.create("http://" + LOOPBACK + ":" + nudgePort + "/v1/nudge")),
                POLL,
                OperatorConfig.Guard.OFF, // this API server runs no policies
                Set.of(),
                Set.of(),
                new Webhooks(true, false),
                new Logging(Logging.Format.TEXT, Logging.Level.INFO));
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    /** A client of its API server; closed with it. */
    public KubernetesClient client() {
        return client;
    }

    /** Creates all that a file of YAML says, in the default namespace where it names none; what was created. */
    public List<HasMetadata> create(Path yaml) throws IOException {
        try (InputStream in = Files.newInputStream(yaml)) {
            return client.load(in).items().stream().map(this::create).toList();
        }
    }

    private HasMetadata create(HasMetadata object) {
        String namespace = object.getMetadata().getNamespace();
        return client.resource(object)
                .inNamespace(namespace == null ? NAMESPACE : namespace)
                .create();
    }

    /** All Servers and their Pods as they are now. */
    public Scene look() {
        return new Scene(
                client.resources(Server.class).inAnyNamespace().list().getItems(),
                client.pods().inAnyNamespace().list().getItems());
    }

    /** What runs Pods here. */
    public Kubelet kubelet() {
        return kubelet;
    }

    /** The file by which kubectl finds the API server. */
    public Path kubeconfig() {
        return settings.directory().resolve("kubeconfig");
    }

    /** The folder with a folder of logs for each Pod. */
    public Path logs() {
        return settings.directory().resolve("pods");
    }

    /** Ends all of it, what was started last first. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception failed) {
                throw new IllegalStateException("a part of the laptop does not close", failed);
            }
        }
    }
}
