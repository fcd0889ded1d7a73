import dev.fermata.local.apiserver.SimulatedApiServer;
import dev.fermata.local.apiserver.instant.InstantKubelet;
import dev.fermata.operator.server.SidecarDefaults;
import dev.fermata.operator.shell.FermataOperator;
import dev.fermata.operator.shell.config.OperatorConfig;
import dev.fermata.operator.shell.config.OperatorConfig.Listen;
import dev.fermata.operator.shell.config.OperatorConfig.Logging;
import dev.fermata.operator.shell.kube.Cluster;
import dev.fermata.operator.shell.log.Logs;
import dev.fermata.v1alpha1.Fleet;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * How long a Fleet takes to be ready on the simulated API server, with Pods that have no process, and to be gone; prints a line of a
 * Markdown table for each round, of which the first is that of a JVM that has just started.
 *
 * <p>Arguments: how many Servers, how many rounds, and how many seconds a round may take until all are ready.
 */
final class ReadyServers {
    private static final List<String> KINDS = List.of("servers", "fleets", "gametypes", "gameautoscalers");
    private static final Logging LOGGING = new Logging(Logging.Format.TEXT, Logging.Level.ERROR);
    private static final int PATIENCE_SECONDS = 300;

    private ReadyServers() {}

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        double budget = Double.parseDouble(arguments[2]);
        boolean kept = true;
        Logs.setUp(LOGGING);
        try (SimulatedApiServer server = SimulatedApiServer.start();
                KubernetesClient client = Cluster.client(Config.fromKubeconfig(server.kubeconfig()))) {
            KINDS.forEach(kind -> server.createFromClassPath("/crds/" + kind + ".fermata.dev.yaml"));
            server.create("{apiVersion: v1, kind: Namespace, metadata: {name: fermata-system}}");
            try (InstantKubelet kubelet = InstantKubelet.start(server, InstantKubelet.Settings.DEFAULT);
                    FermataOperator operator = FermataOperator.start(client, config(), pod -> Optional.empty())) {
                for (int round = 1; round <= Integer.parseInt(arguments[1]); round++) {
                    double seconds = round(server, client, count);
                    kept &= seconds <= budget;
                }
            }
        }
        System.exit(kept ? 0 : 1);
    }

    private static double round(SimulatedApiServer server, KubernetesClient client, int count)
            throws InterruptedException {
        double cpu = cpuSeconds();
        server.create("""
            apiVersion: fermata.dev/v1alpha1
            kind: Fleet
            metadata: {name: bench}
            spec:
              replicas: %d
              template: {spec: {deletion: {force: true}, template: {spec: {containers: [{name: game, image: 'game:1'}]}}}}
            """.formatted(count));
        Resource<Fleet> fleet =
                client.resources(Fleet.class).inNamespace("default").withName("bench");
        double ready = await(() -> {
            Fleet now = fleet.get();
            return now.getStatus() != null
                    && Integer.valueOf(count).equals(now.getStatus().getReadyReplicas());
        });
        double readyCpu = cpuSeconds() - cpu;
        fleet.delete();
        double gone = await(
                () -> client.pods().inNamespace("default").list().getItems().isEmpty());
        System.out.printf(Locale.ROOT, "| %d | %.1f | %.1f | %.1f |%n", count, ready, readyCpu, gone);
        return ready;
    }

    private static OperatorConfig config() {
        return new OperatorConfig(
                SidecarDefaults.of("fermata-sidecar:bench"),
                Set.of(),
                "fermata-system",
                Optional.empty(),
                new Listen("127.0.0.1", 0, 0),
                Optional.empty(),
                Duration.ofSeconds(5),
                OperatorConfig.Guard.OFF,
                Set.of(),
                Set.of(),
                OperatorConfig.Webhooks.STRICT,
                LOGGING);
    }

    /** Waits, and gives the seconds that it took. */
    private static double await(BooleanSupplier condition) throws InterruptedException {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new IllegalStateException("not within " + PATIENCE_SECONDS + " s");
            }
            Thread.sleep(100);
        }
        return (System.nanoTime() - start) / 1e9;
    }

    /** Of this process: operator, API server and kubelet together. */
    private static double cpuSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }
}
