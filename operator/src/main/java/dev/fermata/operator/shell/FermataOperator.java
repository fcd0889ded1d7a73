package dev.fermata.operator.shell;

import dev.fermata.operator.autoscaler.Exchange;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.shell.act.Effects;
import dev.fermata.operator.shell.act.Kinship;
import dev.fermata.operator.shell.config.OperatorConfig;
import dev.fermata.operator.shell.guard.GuardPolicies;
import dev.fermata.operator.shell.http.HealthListener;
import dev.fermata.operator.shell.http.HealthListener.Readiness;
import dev.fermata.operator.shell.http.NudgeListener;
import dev.fermata.operator.shell.keys.InstallKeys;
import dev.fermata.operator.shell.keys.KeyKeeper;
import dev.fermata.operator.shell.keys.KeyWatch;
import dev.fermata.operator.shell.kube.ApiServer;
import dev.fermata.operator.shell.kube.EventWriter;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.kube.Watched;
import dev.fermata.operator.shell.lead.Role;
import dev.fermata.operator.shell.log.LogKey;
import dev.fermata.operator.shell.metrics.OperatorMetrics;
import dev.fermata.operator.shell.part.ControllerPart;
import dev.fermata.operator.shell.part.Part;
import dev.fermata.operator.shell.part.Parts;
import dev.fermata.operator.shell.part.Parts.Standing;
import dev.fermata.operator.shell.reconcile.AutoscalerKind;
import dev.fermata.operator.shell.reconcile.Environment;
import dev.fermata.operator.shell.reconcile.FleetKind;
import dev.fermata.operator.shell.reconcile.GameTypeKind;
import dev.fermata.operator.shell.reconcile.Installation;
import dev.fermata.operator.shell.reconcile.OrphanKind;
import dev.fermata.operator.shell.reconcile.ServerKind;
import dev.fermata.operator.shell.reconcile.WatchedTypes;
import dev.fermata.operator.shell.sidecar.Conversations;
import dev.fermata.operator.shell.sidecar.SidecarAddress;
import dev.fermata.operator.shell.sidecar.SidecarCalls;
import dev.fermata.operator.shell.webhook.Asker;
import dev.fermata.operator.shell.webhook.Dialogues;
import dev.fermata.operator.shell.webhook.Names;
import dev.fermata.operator.shell.webhook.Tokens;
import dev.fermata.operator.shell.webhook.WebhookCalls;
import dev.fermata.wire.Nudge;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fermata's operator, in this JVM, from its start until it is closed. Here, and nowhere else, is decided which part of the shell knows
 * which.
 */
public final class FermataOperator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FermataOperator.class);

    private final Clock clock = Clock.systemUTC();
    private final Conversations conversations = new Conversations();
    private final OperatorReadiness readiness = new OperatorReadiness(clock);
    private final OperatorMetrics metrics = new OperatorMetrics(clock, sight());
    private final WatchedTypes watched;
    private final SidecarCalls calls;
    private final Dialogues dialogues = new Dialogues();
    private final WebhookCalls webhooks;
    private final KeyKeeper keeper;
    private final GuardPolicies policies;
    private final EventWriter events;
    private final ServerKind servers;
    private final FleetKind fleets;
    private final GameTypeKind gameTypes;
    private final OrphanKind orphans;
    private final AutoscalerKind scalers;
    private final Parts parts;
    private final NudgeListener nudges;
    private final HealthListener health;
    private final Role role;

    private FermataOperator(KubernetesClient client, OperatorConfig config, SidecarAddress addresses) {
        ApiServer api = new ApiServer(client);
        role = new Role(api, config);
        InstallKeys keys = InstallKeys.open(api, config.operatorNamespace(), clock);
        keeper = new KeyKeeper(api, keys, clock, new KeyKeeper.World(role::leads, this::allPods));
        watched = WatchedTypes.in(config.namespaces(), client, api, clock);
        policies = watched.guardPolicies(config.policies(), this::policiesChanged);
        calls = new SidecarCalls(new SidecarCalls.Means(conversations, addresses, keys, clock), this::ended);
        webhooks = webhooks(api, config);
        events = new EventWriter(api, clock, "fermata-operator");
        Environment environment = new Environment(
                new ControllerPart.Frame(client, api, config.namespaces(), metrics.ofControllers()),
                new Effects.Tools(api, calls, webhooks, events, clock, metrics, role::leads),
                watched.around(conversations, config.leavingTaints()),
                new Installation(config, keys, policies::stand));
        servers = new ServerKind(environment, server -> serverGone(ObjectKey.of(server)));
        fleets = new FleetKind(environment, watched.fleetsServers());
        gameTypes = new GameTypeKind(environment, watched.gameTypesFleets(), watched.fleetsServers());
        orphans = new OrphanKind(environment, servers::has);
        scalers = new AutoscalerKind(environment, watched.scalersGameTypes(), dialogues);
        watched.pods().listen(new PodChanges());
        watched.nodes().listen(Watched.Listener.either(this::nodeChanged));
        watched.budgets().listen(Watched.Listener.either(this::budgetChanged));
        parts = new Parts(parts(config, new KeyWatch(client, keys, keeper::review)));
        nudges = new NudgeListener(config.listen(), clock, this::listens, this::hear);
        metrics.leads(role::leads);
        health = new HealthListener(config.listen(), this::readiness, metrics::scrape);
    }

    private List<Part> parts(OperatorConfig config, Part keyWatch) {
        List<Part> all = new ArrayList<>(watched.parts(config.guard()));
        if (!config.policies().isEmpty()) {
            all.add(policies);
        }
        all.add(keyWatch);
        all.addAll(List.of(servers.part(), fleets.part(), gameTypes.part(), orphans.part(), scalers.part()));
        return all;
    }

    private void policiesChanged() {
        servers.wakeAll();
        orphans.wakeAll();
    }

    private WebhookCalls webhooks(ApiServer api, OperatorConfig config) {
        boolean local = config.webhooks().localAddresses();
        return new WebhookCalls(
                dialogues, new Asker(Names.ofSystem(), new Tokens(api), local), clock, this::webhookEnded);
    }

    /** Starts an operator that ends this process at once, with 1, should another have taken its place without its knowing. */
    public static FermataOperator start(KubernetesClient client, OperatorConfig config, SidecarAddress addresses) {
        return start(client, config, addresses, () -> Runtime.getRuntime().halt(1));
    }

    /**
     * Starts an operator, which then works in the background: at once if it is alone, when it is elected if it is one of several.
     *
     * @param client for the API server; it is the caller's to close, after the operator
     * @param addresses where sidecars are
     * @param deposed run if another may have taken its place without its knowing; nothing may be written any more
     * @throws dev.fermata.operator.shell.kube.ApiUnavailableException if the API server gives no answer
     * @throws IllegalStateException if it refuses what the operator cannot do without, or a port is taken; the message says which
     */
    public static FermataOperator start(
            KubernetesClient client, OperatorConfig config, SidecarAddress addresses, Runnable deposed) {
        FermataOperator operator = new FermataOperator(client, config, addresses);
        operator.parts.start();
        operator.role.take(client, operator::lookAtAll, deposed);
        LOG.atInfo()
                .addKeyValue(LogKey.URL, client.getMasterUrl())
                .addKeyValue("nudgePort", operator.nudgePort())
                .addKeyValue("healthPort", operator.healthPort())
                .log("operator started");
        if (config.nudgeUrl().isEmpty()) {
            LOG.atWarn().log("no nudge URL is set: sidecars cannot tell that a game's permission changed");
        }
        return operator;
    }

    private void lookAtAll() {
        servers.wakeAll();
        fleets.wakeAll();
        gameTypes.wakeAll();
        orphans.wakeAll();
        scalers.wakeAll();
        keeper.review();
    }

    /** Where it listens for nudges. */
    public int nudgePort() {
        return nudges.port();
    }

    /** Where it serves health, readiness and metrics. */
    public int healthPort() {
        return health.port();
    }

    /** Whether all that it consists of runs. */
    public boolean isComplete() {
        return parts.standings().stream().allMatch(Standing::running);
    }

    private OperatorMetrics.Sight sight() {
        return new OperatorMetrics.Sight(
                () -> servers.servers(),
                () -> gameTypes.gameTypes(),
                () -> scalers.scalers(),
                () -> parts.standings(),
                () -> policies.states());
    }

    private Readiness readiness() {
        return readiness.of(parts.standings()).and(policies + role.toString());
    }

    /** Empty while not all are known. */
    private Optional<Stream<Pod>> allPods() {
        boolean known = parts.standings().stream()
                .anyMatch(part -> part.name().equals(WatchedTypes.PODS) && part.running() && !part.stale());
        return known ? Optional.of(watched.pods().list().stream()) : Optional.empty();
    }

    /** Nudges are only of use to the part that looks after Servers, of the operator that works. */
    private boolean listens() {
        return role.leads() && servers.isRunning();
    }

    private void hear(Nudge nudge) {
        metrics.nudged();
        ObjectKey place = new ObjectKey(nudge.namespace(), nudge.name());
        watched.pods()
                .get(place)
                .filter(pod -> Kinship.isPodOf(pod, nudge.uid()))
                .map(pod -> pod.getMetadata().getUid())
                .flatMap(pod -> conversations.news(pod, clock.instant()))
                .ifPresent(when -> wakeAt(when, place));
    }

    private void wakeAt(Instant when, ObjectKey place) {
        long wait = Duration.between(clock.instant(), when).toMillis();
        if (wait <= 0) {
            wake(place);
        } else {
            CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS).execute(() -> wake(place));
        }
    }

    private void ended(ObjectKey place, Step.Call call, SidecarCalls.Result result) {
        metrics.called(call, result);
        wake(place);
    }

    private void webhookEnded(ObjectKey place, Exchange exchange) {
        metrics.asked(exchange);
        scalers.wake(place);
    }

    private void serverGone(ObjectKey place) {
        orphans.serverGone(place);
    }

    private void wake(ObjectKey place) {
        servers.wake(place);
        orphans.wake(place);
    }

    private final class PodChanges implements Watched.Listener<Pod> {
        @Override
        public void changed(Pod pod) {
            wake(ObjectKey.of(pod));
        }

        @Override
        public void gone(Pod pod) {
            conversations.forget(pod.getMetadata().getUid());
            keeper.gone(pod);
            wake(ObjectKey.of(pod));
        }
    }

    private void nodeChanged(Node node) {
        watched.podsOn(node).map(ObjectKey::of).forEach(this::wake);
        fleets.nodeChanged(node);
    }

    private void budgetChanged(PodDisruptionBudget budget) {
        String namespace = budget.getMetadata().getNamespace();
        servers.servers()
                .map(ObjectKey::of)
                .filter(place -> place.namespace().equals(namespace))
                .forEach(this::wake);
    }

    /** Ends what is under way, within 15 s, then leaves the work to others, and ends everything else. */
    @Override
    public void close() {
        nudges.close();
        keeper.close();
        parts.close();
        calls.close();
        webhooks.close();
        events.close();
        role.close();
        health.close();
        metrics.close();
        LOG.atInfo().log("operator stopped");
    }
}
