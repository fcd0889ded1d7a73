package dev.fermata.operator.shell.guard;

import dev.fermata.operator.guard.ExpectedPolicy;
import dev.fermata.operator.guard.ExpectedPolicy.State;
import dev.fermata.operator.shell.kube.ObjectKey;
import dev.fermata.operator.shell.kube.Watched;
import dev.fermata.operator.shell.log.LogKey;
import dev.fermata.operator.shell.part.Part;
import dev.fermata.operator.shell.part.WatchPart;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Whether the guard's policies stand. While they are not known, because they cannot be watched, they stand as they were last known to: from
 * the start, as they were installed.
 */
public final class GuardPolicies implements Part {
    private static final String NAME = "GuardPolicies";
    private static final Logger LOG = LoggerFactory.getLogger(GuardPolicies.class);

    private final Set<ExpectedPolicy> expected;
    private final Watched<ValidatingAdmissionPolicy> policies;
    private final Watched<ValidatingAdmissionPolicyBinding> bindings;
    private final Runnable changed;
    private volatile SortedMap<String, State> states = new TreeMap<>();
    private final AtomicBoolean known = new AtomicBoolean();

    /**
     * Prepares it.
     *
     * @param expected what was installed
     * @param changed run when they no longer stand, and when they stand again
     */
    public GuardPolicies(
            Set<ExpectedPolicy> expected,
            Watched<ValidatingAdmissionPolicy> policies,
            Watched<ValidatingAdmissionPolicyBinding> bindings,
            Runnable changed) {
        this.expected = expected;
        this.policies = policies;
        this.bindings = bindings;
        this.changed = changed;
        policies.listen(Watched.Listener.either(policy -> look()));
        bindings.listen(Watched.Listener.either(binding -> look()));
    }

    /** States by the policies' names, as far as they are known. */
    public SortedMap<String, State> states() {
        return Collections.unmodifiableSortedMap(states);
    }

    /** Whether all stand, for all that is known. */
    public boolean stand() {
        return states.values().stream().allMatch(state -> state == State.INTACT);
    }

    /** A line for each, for people. */
    @Override
    public String toString() {
        return states.entrySet().stream()
                .map(policy -> "policy " + policy.getKey() + " " + words(policy.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> needs() {
        return List.of();
    }

    @Override
    public Running start(Consumer<String> broken) {
        Running first = new WatchPart(NAME, policies).start(broken);
        Running second = startAfter(first, broken);
        known.set(true);
        look();
        return new Running() {
            @Override
            public boolean isStale() {
                return first.isStale() || second.isStale();
            }

            @Override
            public void close() {
                known.set(false);
                second.close();
                first.close();
            }
        };
    }

    private Running startAfter(Running first, Consumer<String> broken) {
        try {
            return new WatchPart(NAME, bindings).start(broken);
        } catch (RuntimeException e) {
            first.close();
            throw e;
        }
    }

    private synchronized void look() {
        if (!known.get()) {
            return;
        }
        SortedMap<String, State> now = new TreeMap<>();
        expected.forEach(policy -> now.put(policy.name(), state(policy)));
        boolean stood = stand();
        SortedMap<String, State> before = states;
        states = now;
        now.forEach((name, state) -> {
            if (state != before.getOrDefault(name, State.INTACT)) {
                tell(name, state);
            }
        });
        if (stood != stand()) {
            changed.run();
        }
    }

    private State state(ExpectedPolicy policy) {
        ObjectKey place = new ObjectKey("", policy.name());
        return policy.state(
                policies.get(place).orElse(null), bindings.get(place).orElse(null));
    }

    private static void tell(String policy, State state) {
        Level level = state == State.INTACT ? Level.INFO : Level.WARN;
        LOG.atLevel(level)
                .addKeyValue(LogKey.NAME, policy)
                .addKeyValue(LogKey.DETAIL, words(state))
                .log("admission policy of the guard");
    }

    /** A word for people, and what follows from it. */
    private static String words(State state) {
        return switch (state) {
            case INTACT -> "stands";
            case MISSING -> "is missing, or its binding is: games are not told that they are guarded; install it anew";
            case CHANGED ->
                "was changed, or its binding was: games are not told that they are guarded; install it anew";
        };
    }
}
