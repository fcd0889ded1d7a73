import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fermata.local.apiserver.SimulatedApiServer;
import dev.fermata.local.apiserver.instant.InstantKubelet;
import dev.fermata.operator.shell.kube.Cluster;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.Server;
import dev.fermata.wire.Guard;
import dev.fermata.wire.SidecarState;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Starts an operator by the command that is given, on a simulated API server, has it look after a Fleet from its creation to its end,
 * and ends it: what a JVM learns for its ahead-of-time cache while it is used like this, it need not learn at its next start. Fails if
 * the operator does not do its work or does not end well. The first argument is a folder that the operator sees as /app.
 */
final class Train {
    private static final int PATIENCE_SECONDS = 60;
    private static final int MANY = 30;
    private static final int FEW = 5;
    private static final String NAMESPACE = "default";
    private static final String FLEET = """
        apiVersion: fermata.dev/v1alpha1
        kind: Fleet
        metadata: {name: training}
        spec:
          replicas: %d
          template:
            spec:
              sidecar: {operatorPort: %d}
              deletion: {force: true}
              template:
                spec:
                  containers: [{name: game, image: 'game:1'}]
        """;

    private final int healthPort = freePort();
    private final SimulatedApiServer api = SimulatedApiServer.start();
    private final KubernetesClient client = Cluster.client(Config.fromKubeconfig(api.kubeconfig()));

    private Train() throws IOException {}

    public static void main(String[] arguments) throws Exception {
        try {
            new Train().run(Path.of(arguments[0]), List.of(arguments).subList(1, arguments.length));
            System.exit(0);
        } catch (IllegalStateException failed) {
            System.err.println(failed.getMessage());
            System.exit(1); // the simulated cluster's threads run on
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void run(Path app, List<String> command) throws Exception {
        for (String kind : List.of("servers", "fleets", "gametypes", "gameautoscalers")) {
            api.createFromClassPath("/crds/" + kind + ".fermata.dev.yaml");
        }
        api.create("{apiVersion: v1, kind: Namespace, metadata: {name: fermata-system}}");
        InstantKubelet.start(api, InstantKubelet.Settings.DEFAULT);
        HttpServer sidecars = sidecars();
        Path kubeconfig = app.resolve("kubeconfig");
        Files.writeString(kubeconfig, api.kubeconfig());
        Process operator = start(command);
        try {
            use(operator, sidecars.getAddress().getPort());
        } finally {
            operator.destroyForcibly();
            Files.delete(kubeconfig);
        }
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT);
        int nudgePort = freePort();
        builder.environment()
                .putAll(Map.of(
                        "KUBECONFIG", "/app/kubeconfig",
                        "FERMATA_SIDECAR_IMAGE", "fermata-sidecar:1",
                        "FERMATA_LISTEN_HOST", "127.0.0.1",
                        "FERMATA_HEALTH_PORT", Integer.toString(healthPort),
                        "FERMATA_NUDGE_PORT", Integer.toString(nudgePort),
                        "FERMATA_NUDGE_URL", "http://127.0.0.1:" + nudgePort + "/v1/nudge",
                        "FERMATA_POLL_INTERVAL_SECONDS", "1",
                        "FERMATA_LOG_FORMAT", "json"));
        return builder.start();
    }

    private void use(Process operator, int sidecarPort) throws Exception {
        await(operator, "is ready", () -> answers("/readyz"));
        api.create(FLEET.formatted(MANY, sidecarPort));
        await(operator, "has made the Servers ready", () -> ready() == MANY);
        client.resources(Fleet.class)
                .inNamespace(NAMESPACE)
                .withName("training")
                .scale(FEW);
        await(operator, "has scaled down", () -> servers() == FEW);
        client.resources(Fleet.class)
                .inNamespace(NAMESPACE)
                .withName("training")
                .delete();
        await(operator, "has ended the Fleet", () -> servers() == 0);
        await(operator, "shows its metrics", () -> answers("/metrics") && answers("/healthz"));
        operator.destroy();
        if (!operator.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || operator.exitValue() != 0) {
            throw new IllegalStateException("the operator did not end well");
        }
    }

    private long servers() {
        return client.resources(Server.class)
                .inNamespace(NAMESPACE)
                .list()
                .getItems()
                .size();
    }

    private long ready() {
        return client.resources(Server.class).inNamespace(NAMESPACE).list().getItems().stream()
                .filter(server -> server.getStatus() != null
                        && "Ready".equals(String.valueOf(server.getStatus().getPhase())))
                .count();
    }

    private static void await(Process operator, String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (!operator.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("the operator was to come to this: it " + what);
            }
            Thread.sleep(50);
        }
    }

    private boolean answers(String path) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + healthPort + path).toURL().openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The sidecars of all Pods, whose games allow everything: Pods have addresses in 127.64.0.0/10, one server answers for all. */
    private static HttpServer sidecars() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 0);
        server.createContext("/", Train::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean seal = exchange.getRequestURI().getPath().equals("/v1/seal");
            byte[] body = new SidecarState("training", 1, true, seal, false, Guard.NONE, null, 0)
                    .toJson()
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
