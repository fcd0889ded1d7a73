import dev.fermata.operator.shell.config.OperatorConfig.Logging;
import dev.fermata.operator.shell.log.Logs;
import dev.fermata.v1alpha1.Fleet;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.File;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A plain Deployment, and then a Fleet of the same game, each up to N and down to none, on nodes that KWOK plays; prints Markdown.
 *
 * <p>Arguments: the kubeconfig, the operator's process id, its addresses for nudges and for metrics, how many idle seconds to watch (0: none),
 * and each N; an N that comes again shows the operator warm.
 */
final class FleetBesideDeployment {
    private static final String NAMESPACE = "fermata-bench";
    private static final String GAME = """
        {nodeSelector: {type: fake}, tolerations: [{key: kwok.x-k8s.io/node, operator: Exists}], terminationGracePeriodSeconds: 1,
         containers: [{name: game, image: 'localhost/busybox:1', ports: [{containerPort: 7777, protocol: UDP}]}]}
        """;

    private static final String DEPLOYMENT = """
        {apiVersion: apps/v1, kind: Deployment, metadata: {name: plain}, spec: {replicas: 0, selector: {matchLabels: {app: plain}},
         template: {metadata: {labels: {app: plain}}, spec: %s}}}
        """;
    private static final String FLEET = """
        {apiVersion: fermata.dev/v1alpha1, kind: Fleet, metadata: {name: fleet},
         spec: {replicas: 0, template: {spec: {template: {spec: %s}}}}}
        """;

    private final KubernetesClient client;
    private final OperatorProcess operator;
    private final FakeSidecars sidecars;
    private final Crowd crowd;
    private final Requests requests;

    private FleetBesideDeployment(
            KubernetesClient client, OperatorProcess operator, FakeSidecars sidecars, Requests requests) {
        this.client = client;
        this.operator = operator;
        this.sidecars = sidecars;
        this.crowd = new Crowd(client, NAMESPACE, sidecars);
        this.requests = requests;
    }

    public static void main(String[] arguments) throws Exception {
        Logs.setUp(new Logging(Logging.Format.TEXT, Logging.Level.ERROR));
        Config config = Config.fromKubeconfig(new File(arguments[0]));
        OperatorProcess operator = new OperatorProcess(Long.parseLong(arguments[1]), URI.create(arguments[3]));
        int idleSeconds = Integer.parseInt(arguments[4]);
        try (KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(config).build();
                SignsOfLife signs = new SignsOfLife(client);
                FakeSidecars sidecars = new FakeSidecars(URI.create(arguments[2]));
                Requests requests = new Requests(client, "fermata-system", "fermata-operator")) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(NAMESPACE)
                            .endMetadata()
                            .build())
                    .serverSideApply();
            FleetBesideDeployment bench = new FleetBesideDeployment(client, operator, sidecars, requests);
            for (int i = 5; i < arguments.length; i++) {
                bench.run(Integer.parseInt(arguments[i]), idleSeconds);
            }
            bench.crowd.close();
        }
        System.exit(0);
    }

    private record Reading(double cpu, Map<String, Long> requests, Map<String, Long> refusals, long calls) {}

    private Reading read() throws Exception {
        return new Reading(operator.cpuSeconds(), requests.soFar(), requests.refusals(), operator.sidecarCalls());
    }

    private record Times(double up, double down) {}

    private void run(int count, int idleSeconds) throws Exception {
        Times plain = deployment(count);
        apply(Fleet.class, FLEET);
        Reading before = read();
        double up = scale(Fleet.class, "fleet", count);
        Reading ready = read();
        comesToRest();
        Reading settled = read();
        sidecars.allowAll();
        comesToRest();
        Reading allowed = read();
        String idle = idleSeconds > 0 ? idle(idleSeconds) : "";
        Reading stillSettled = read();
        double down = scale(Fleet.class, "fleet", 0);
        Reading gone = read();
        comesToRest();
        Reading over = read();

        say("%n## %d%n%n", count);
        say("| | up, s | down, s | operator's CPU up / down, s | its RSS, MiB |%n| --- | --- | --- | --- | --- |%n");
        say("| Deployment | %.1f | %.1f | | |%n", plain.up(), plain.down());
        double upCpu = ready.cpu() - before.cpu();
        double downCpu = gone.cpu() - stillSettled.cpu();
        say("| Fleet | %.1f | %.1f | %.1f / %.1f | %s |%n", up, down, upCpu, downCpu, operator.memory());
        say("| Fleet : Deployment | %.1f | %.1f | | |%n%n", up / plain.up(), down / plain.down());
        report("Per Server up", count, before, settled);
        report("Per Server whose game then allows its deletion", count, settled, allowed);
        report("Per Server down", count, stillSettled, over);
        say("%s", idle);
    }

    private Times deployment(int count) throws InterruptedException {
        apply(Deployment.class, DEPLOYMENT);
        return new Times(scale(Deployment.class, "plain", count), scale(Deployment.class, "plain", 0));
    }

    private <T extends HasMetadata> void apply(Class<T> type, String yaml) {
        T object = Serialization.unmarshal("---\n" + yaml.formatted(GAME), type);
        client.resource(object).inNamespace(NAMESPACE).serverSideApply();
    }

    /** Until all are ready: Pods, and for a Fleet its Servers too; or until there is none of either. */
    private <T extends HasMetadata> double scale(Class<T> type, String name, int count) throws InterruptedException {
        client.resources(type).inNamespace(NAMESPACE).withName(name).scale(count);
        boolean servers = type == Fleet.class;
        return crowd.await(
                type.getSimpleName() + " at " + count,
                () -> count == 0
                        ? crowd.isEmpty()
                        : crowd.readyPods() == count && (!servers || crowd.readyServers() == count));
    }

    /** Until the operator has asked nothing for ten seconds. */
    private void comesToRest() throws InterruptedException {
        long last = -1;
        for (int quiet = 0; quiet < 10; Thread.sleep(1_000)) {
            long now = work(requests.soFar());
            quiet = now == last ? quiet + 1 : 0;
            last = now;
        }
    }

    private static long work(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(Requests.UPKEEP)
                        && !entry.getKey().equals("watch"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private String idle(int seconds) throws Exception {
        Reading before = read();
        Thread.sleep(seconds * 1_000L);
        Reading after = read();
        Map<String, Long> asked = Requests.between(before.requests(), after.requests());
        return "Settled, for %d s: requests for work %d (all: %s), calls to sidecars %d, %.2f s of CPU, RSS %s MiB.%n%n"
                .formatted(
                        seconds,
                        work(asked),
                        counts(asked, 1),
                        after.calls() - before.calls(),
                        after.cpu() - before.cpu(),
                        operator.memory());
    }

    private void report(String title, int count, Reading before, Reading after) {
        Map<String, Long> refused = Requests.between(before.refusals(), after.refusals());
        say(
                "%s: %s; calls to sidecars %.2f; refused: %s.%n%n",
                title,
                counts(Requests.between(before.requests(), after.requests()), count),
                (after.calls() - before.calls()) / (double) count,
                refused.isEmpty() ? "none" : new TreeMap<>(refused));
    }

    private static String counts(Map<String, Long> counts, int count) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey().replace("-", " ") + " "
                        + String.format(Locale.ROOT, count == 1 ? "%.0f" : "%.2f", entry.getValue() / (double) count))
                .collect(Collectors.joining(", "));
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }
}
