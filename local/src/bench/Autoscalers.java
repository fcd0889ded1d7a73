import com.sun.net.httpserver.HttpServer;
import dev.fermata.local.apiserver.SimulatedApiServer;
import dev.fermata.operator.server.SidecarDefaults;
import dev.fermata.operator.shell.FermataOperator;
import dev.fermata.operator.shell.config.OperatorConfig;
import dev.fermata.operator.shell.config.OperatorConfig.Listen;
import dev.fermata.operator.shell.config.OperatorConfig.Logging;
import dev.fermata.operator.shell.config.OperatorConfig.Webhooks;
import dev.fermata.operator.shell.kube.Cluster;
import dev.fermata.operator.shell.log.Logs;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * How punctually GameAutoscalers ask, if a third of their webhooks hang; prints a line of a Markdown table.
 *
 * <p>Arguments: how many GameAutoscalers, their interval in seconds, and for how many seconds to measure. Operator, simulated API server and
 * webhooks are one process.
 */
final class Autoscalers {
    private static final List<String> KINDS = List.of("servers", "fleets", "gametypes", "gameautoscalers");
    private static final Logging LOGGING = new Logging(Logging.Format.TEXT, Logging.Level.ERROR);
    private static final byte[] ANSWER = "{\"scale\": false}".getBytes(StandardCharsets.UTF_8);
    private static final int HANGING = 3;

    private static final Map<String, ConcurrentLinkedQueue<Long>> ASKED = new ConcurrentHashMap<>();
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private Autoscalers() {}

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        int interval = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        Logs.setUp(LOGGING);
        HttpServer webhooks = webhooks();
        try (SimulatedApiServer server = SimulatedApiServer.start();
                KubernetesClient client = Cluster.client(Config.fromKubeconfig(server.kubeconfig()))) {
            KINDS.forEach(kind -> server.createFromClassPath("/crds/" + kind + ".fermata.dev.yaml"));
            server.create("{apiVersion: v1, kind: Namespace, metadata: {name: fermata-system}}");
            try (FermataOperator operator = FermataOperator.start(client, config(), pod -> Optional.empty())) {
                for (int n = 0; n < count; n++) {
                    server.create(gameType(n));
                }
                for (int n = 0; n < count; n++) {
                    server.create(scaler(n, interval, webhooks.getAddress().getPort()));
                }
                Thread.sleep(Duration.ofSeconds(3L * interval)); // all have begun, and the JVM is warm
                ASKED.values().forEach(ConcurrentLinkedQueue::clear);
                double cpu = cpuSeconds();
                Thread.sleep(Duration.ofSeconds(seconds));
                print(count, interval, (cpuSeconds() - cpu) / seconds);
            }
        }
        System.exit(0);
    }

    private static HttpServer webhooks() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().getPath().substring(1);
                ASKED.computeIfAbsent(path, any -> new ConcurrentLinkedQueue<>())
                        .add(System.nanoTime());
                exchange.getRequestBody().readAllBytes();
                if (Integer.parseInt(path) % HANGING == 0) {
                    NEVER.await();
                }
                exchange.sendResponseHeaders(200, ANSWER.length);
                exchange.getResponseBody().write(ANSWER);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        return server;
    }

    private static String gameType(int n) {
        return """
            apiVersion: fermata.dev/v1alpha1
            kind: GameType
            metadata: {name: g%d}
            spec:
              replicas: 0
              template: {spec: {template: {spec: {containers: [{name: game, image: 'game:1'}]}}}}
            """.formatted(n);
    }

    private static String scaler(int n, int interval, int port) {
        return """
            apiVersion: fermata.dev/v1alpha1
            kind: GameAutoscaler
            metadata: {name: g%1$d}
            spec:
              gameTypeName: g%1$d
              maxReplicas: 10
              syncIntervalSeconds: %2$d
              webhook: {url: 'http://127.0.0.1:%3$d/%1$d', timeoutSeconds: 5}
            """.formatted(n, interval, port);
    }

    private static void print(int count, int interval, double cpu) {
        double[] late = ASKED.entrySet().stream()
                .filter(entry -> Integer.parseInt(entry.getKey()) % HANGING != 0)
                .flatMap(entry -> gaps(List.copyOf(entry.getValue())).stream())
                .mapToDouble(gap -> gap - interval)
                .sorted()
                .toArray();
        long punctual = Arrays.stream(late)
                .filter(one -> Math.abs(one) <= interval / 10.0)
                .count();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long heap = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        System.out.printf(Locale.ROOT, "| %d | %d | %d ", count, interval, late.length);
        System.out.printf(Locale.ROOT, "| %.2f %% ", 100.0 * punctual / late.length);
        System.out.printf(Locale.ROOT, "| %.0f | %.0f | %.0f ", at(late, 0.5), at(late, 0.99), at(late, 1));
        System.out.printf(Locale.ROOT, "| %.2f | %d | %d |%n", cpu, threads, heap);
    }

    private static double at(double[] sorted, double part) {
        return 1000 * sorted[(int) (part * (sorted.length - 1))];
    }

    private static List<Double> gaps(List<Long> times) {
        return IntStream.range(1, times.size())
                .mapToObj(n -> (times.get(n) - times.get(n - 1)) / 1e9)
                .toList();
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
                new Webhooks(true, false),
                LOGGING);
    }

    /** Of this process: operator, API server and webhooks together. */
    private static double cpuSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }
}
