package dev.fermata.local.wiring;

import static org.awaitility.Awaitility.await;

import dev.fermata.local.apiserver.SimulatedApiServer;
import dev.fermata.local.apiserver.instant.InstantKubelet;
import dev.fermata.local.apiserver.instant.PodFate;
import dev.fermata.operator.server.SidecarDefaults;
import dev.fermata.operator.shell.FermataOperator;
import dev.fermata.operator.shell.config.OperatorConfig;
import dev.fermata.operator.shell.config.OperatorConfig.Candidacy;
import dev.fermata.operator.shell.config.OperatorConfig.Listen;
import dev.fermata.operator.shell.config.OperatorConfig.Logging;
import dev.fermata.operator.shell.config.OperatorConfig.Webhooks;
import dev.fermata.operator.shell.keys.InstallKeys;
import dev.fermata.operator.shell.kube.Cluster;
import dev.fermata.v1alpha1.Fleet;
import dev.fermata.v1alpha1.GameType;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.ServerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A cluster of one test: API server, kubelet, games, and an operator that comes and goes. */
final class World implements AutoCloseable {
    static final String NAMESPACE = "default";
    private static final String OPERATORS = "fermata-system";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int NODES = 5;

    final SimulatedApiServer server = SimulatedApiServer.start();
    final KubernetesClient client = Cluster.client(Config.fromKubeconfig(server.kubeconfig()));
    final InstantKubelet kubelet = InstantKubelet.start(
            server, new InstantKubelet.Settings(NODES, InstantSource.system(), pod -> PodFate.RUNS));
    final Games games = new Games(this::whole, this::nudgePort);
    private final Place here = new Place(this, NAMESPACE);
    private SidecarDefaults sidecar = SidecarDefaults.of("fermata-sidecar:test");
    private Set<String> namespaces = Set.of();
    private OperatorConfig.Guard guard = OperatorConfig.Guard.OFF;
    private @Nullable FermataOperator operator;

    World(String... kinds) throws IOException {
        List.of(kinds).forEach(this::define);
        createNamespace(OPERATORS);
    }

    /** One with Servers, Fleets and an operator that runs. */
    static World complete() throws IOException {
        World world = new World("servers", "fleets", "gametypes", "gameautoscalers");
        world.startOperator();
        return world;
    }

    /** One whose operator looks after guards; no policy is in force here. */
    static World guarded() throws IOException {
        World world = new World("servers", "fleets", "gametypes", "gameautoscalers");
        world.guard = OperatorConfig.Guard.ON;
        world.startOperator();
        return world;
    }

    /** One whose operator, when it is started, looks after guards, and after these namespaces only. */
    static World watching(Set<String> namespaces) throws IOException {
        World world = new World("servers", "fleets", "gametypes", "gameautoscalers");
        world.guard = OperatorConfig.Guard.ON;
        world.namespaces = namespaces;
        return world;
    }

    Place createNamespace(String name) {
        server.create("{apiVersion: v1, kind: Namespace, metadata: {name: " + name + "}}");
        return new Place(this, name);
    }

    private Pod whole(Pod pod) {
        return new Place(this, pod.getMetadata().getNamespace())
                .pod(pod.getMetadata().getName())
                .require();
    }

    void define(String kind) {
        server.createFromClassPath("/crds/" + kind + ".fermata.dev.yaml");
    }

    void startOperator() {
        operator = FermataOperator.start(client, config(Optional.empty()), games::address);
    }

    /** From the next start of an operator on. */
    void changeSidecar(SidecarDefaults defaults) {
        sidecar = defaults;
    }

    /** One of several, which is the caller's to close. */
    FermataOperator startCandidate(String name, Runnable deposed) {
        return FermataOperator.start(
                client,
                config(Optional.of(new Candidacy(name, Optional.empty(), Duration.ofSeconds(15)))),
                games::address,
                deposed);
    }

    private OperatorConfig config(Optional<Candidacy> election) {
        return new OperatorConfig(
                sidecar,
                namespaces,
                OPERATORS,
                election,
                new Listen("127.0.0.1", 0, 0),
                Optional.empty(),
                Duration.ofSeconds(1),
                guard,
                Set.of(),
                Set.of("example.com/leaving"),
                new Webhooks(true, false),
                new Logging(Logging.Format.TEXT, Logging.Level.WARN));
    }

    void stopOperator() {
        FermataOperator running = operator;
        operator = null;
        if (running != null) {
            running.close();
        }
    }

    private Optional<Integer> nudgePort() {
        return Optional.ofNullable(operator).map(FermataOperator::nudgePort);
    }

    FermataOperator operator() {
        return Optional.ofNullable(operator).orElseThrow();
    }

    /** What the operator that runs answers on its health port. */
    String get(String path) {
        return get(operator(), path);
    }

    /** What an operator answers on its health port. */
    static String get(FermataOperator operator, String path) {
        URI url = URI.create("http://127.0.0.1:" + operator.healthPort() + path);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void createFleet(String name, int replicas) {
        here.createFleet(name, replicas);
    }

    void createGameType(String name, int replicas, String image) {
        here.createGameType(name, replicas, image);
    }

    void createServer(String name) {
        here.createServer(name);
    }

    Resource<GameType> gameType(String name) {
        return here.gameType(name);
    }

    void patchGameType(String name, String mergePatch) {
        gameType(name).patch(PatchContext.of(PatchType.JSON_MERGE), mergePatch);
    }

    void deleteGameType(String name) {
        gameType(name).delete();
    }

    void scale(String fleet, int replicas) {
        here.scaleFleet(fleet, replicas);
    }

    /** Adds an install key, as a person does. */
    void addKey(String id, String base64) {
        client.secrets()
                .inNamespace(OPERATORS)
                .withName(InstallKeys.SECRET)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"" + id + "\":\"" + base64 + "\"}}");
    }

    Fleet fleet(String name) {
        return here.fleet(name).require();
    }

    Resource<Server> server(String name) {
        return here.server(name);
    }

    Resource<Pod> pod(String name) {
        return here.pod(name);
    }

    Game game(String name) {
        return here.game(name);
    }

    /** Names of all Servers, sorted. */
    List<String> servers() {
        return here.servers();
    }

    /** Names of all Pods, sorted. */
    List<String> pods() {
        return here.pods();
    }

    /** The Server's status; an empty one if there is no such Server, or no status yet. */
    ServerStatus status(String name) {
        return here.status(name);
    }

    void awaitReady(String... names) {
        for (String name : names) {
            eventually(() -> status(name).getPhase() == ServerStatus.Phase.Ready);
        }
    }

    void awaitWaiting(String name, String reason) {
        eventually(() -> reason.equals(status(name).getWaitingFor()));
    }

    void awaitServers(String... names) {
        eventually(() -> servers().equals(List.of(names)) && pods().equals(List.of(names)));
    }

    void eventually(Callable<Boolean> condition) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    /** Whether it stays so for three polls of the operator. */
    void stays(Callable<Boolean> condition) {
        await().atMost(PATIENCE).during(Duration.ofSeconds(3)).until(condition);
    }

    @Override
    public void close() {
        stopOperator();
        games.close();
        kubelet.close();
        client.close();
        server.close();
    }
}
