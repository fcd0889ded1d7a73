package dev.fermata.operator.server;

import static dev.fermata.operator.server.Evidence.Deadline.PASSED_DELETE;
import static dev.fermata.operator.server.Evidence.Deadline.PASSED_WAIT;
import static dev.fermata.operator.server.Evidence.Game.BLOCKED;
import static dev.fermata.operator.server.Evidence.Game.ENDED;
import static dev.fermata.operator.server.Evidence.Game.NO_POD;
import static dev.fermata.operator.server.Evidence.Game.STARTING;
import static dev.fermata.operator.server.Evidence.Game.UNBOUND;
import static dev.fermata.operator.server.Evidence.Manner.FORCE;
import static dev.fermata.operator.server.Evidence.Node.LOST;
import static dev.fermata.operator.server.Evidence.Read.LIVE;
import static dev.fermata.operator.server.Evidence.Told.NEVER;
import static dev.fermata.operator.server.Evidence.Told.SINCE_DEADLINE;
import static dev.fermata.operator.server.Evidence.Words.ALLOWED;
import static dev.fermata.operator.server.Evidence.Words.SEALED;
import static dev.fermata.operator.server.Evidence.Words.SILENT;
import static dev.fermata.operator.server.Evidence.Words.UNKNOWN;

import dev.fermata.operator.plan.Question;
import dev.fermata.operator.server.Verdict.AskFirst;
import dev.fermata.operator.server.Verdict.FetchFirst;
import dev.fermata.operator.server.Verdict.Open;
import dev.fermata.operator.server.Verdict.Reason;
import dev.fermata.operator.server.Verdict.SealFirst;
import dev.fermata.operator.server.Verdict.Shut;
import dev.fermata.operator.server.Verdict.TellFirst;
import java.util.List;
import java.util.function.Predicate;

/**
 * May this Pod be deleted now? Asked only for a Server that somebody wants gone.
 *
 * <p>An ordered table; the first rule that matches is the verdict. It fails closed: what no rule opens is shut by the last one. The table
 * is rendered into {@code docs/reference/gate.md}.
 */
public final class Gate {
    private static final Verdict ASK_POD = new AskFirst(Question.LIVE_POD);
    private static final Verdict ASK_SERVER = new AskFirst(Question.LIVE_SERVER);

    static final List<Rule> RULES = List.of(
            new Rule("no Pod, by a live read", is(NO_POD).and(Gate::podLive), open(Reason.NO_POD)),
            new Rule("no Pod, by the cache", is(NO_POD), ASK_POD),
            new Rule(
                    "game ended, or Pod on no node, by a live read",
                    is(ENDED).or(is(UNBOUND)).and(Gate::podLive),
                    open(Reason.NOT_RUNNING)),
            new Rule("game ended, or Pod on no node, by the cache", is(ENDED).or(is(UNBOUND)), ASK_POD),
            new Rule("node lost, sidecar not asked", lost().and(says(UNKNOWN)), new FetchFirst()),
            new Rule(
                    "node lost by a live read, sidecar silent",
                    lost().and(says(SILENT)).and(e -> e.nodeRead() == LIVE),
                    open(Reason.NODE_LOST)),
            new Rule(
                    "node lost by the cache, sidecar silent",
                    lost().and(says(SILENT)),
                    new AskFirst(Question.LIVE_NODE)),
            new Rule("node unreachable", e -> e.node() == Evidence.Node.UNREACHABLE, new Shut(Reason.NODE_UNREACHABLE)),
            new Rule("force, game not told", forced().and(e -> e.told() == NEVER), new TellFirst()),
            new Rule("force, by a live read", forced().and(Gate::specLive), open(Reason.FORCED)),
            new Rule("force, by the cache", forced(), ASK_SERVER),
            new Rule("sidecar not asked", says(UNKNOWN), new FetchFirst()),
            new Rule("sealed", says(SEALED), open(Reason.SEALED)),
            new Rule("allowed", says(ALLOWED), new SealFirst()),
            new Rule("game cannot start, game not told", stuck(BLOCKED).and(e -> e.told() == NEVER), new TellFirst()),
            new Rule("game cannot start, by a live read", stuck(BLOCKED).and(Gate::podLive), open(Reason.NOT_RUNNING)),
            new Rule("game cannot start, by the cache", stuck(BLOCKED), ASK_POD),
            new Rule(
                    "game never ran, by a live read, sidecar silent",
                    stuck(STARTING).and(says(SILENT)).and(Gate::podLive),
                    open(Reason.NOT_RUNNING)),
            new Rule(
                    "game never ran, by the cache, sidecar silent",
                    stuck(STARTING).and(says(SILENT)),
                    ASK_POD),
            new Rule(
                    "deadline passed, onTimeout Delete, game not told since",
                    due().and(e -> e.told() != SINCE_DEADLINE),
                    new TellFirst()),
            new Rule(
                    "deadline passed, onTimeout Delete, by a live read",
                    due().and(Gate::specLive),
                    open(Reason.DEADLINE_PASSED)),
            new Rule("deadline passed, onTimeout Delete, by the cache", due(), ASK_SERVER),
            new Rule(
                    "deadline passed, onTimeout Wait",
                    e -> e.deadline() == PASSED_WAIT,
                    new Shut(Reason.DEADLINE_PASSED_WAITING)),
            new Rule("sidecar silent", says(SILENT), new Shut(Reason.SIDECAR_UNREACHABLE)),
            new Rule("anything else", e -> true, new Shut(Reason.AWAITING_PERMISSION)));

    private Gate() {}

    public static Verdict judge(Evidence evidence) {
        return RULES.stream()
                .filter(rule -> rule.matches().test(evidence))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The gate's last rule must match everything"))
                .verdict();
    }

    private static Predicate<Evidence> is(Evidence.Game game) {
        return evidence -> evidence.game() == game;
    }

    /** Never ran, by the word of a kubelet that reports. */
    private static Predicate<Evidence> stuck(Evidence.Game game) {
        return is(game).and(evidence -> evidence.node() == Evidence.Node.THERE);
    }

    private static Predicate<Evidence> says(Evidence.Words words) {
        return evidence -> evidence.words() == words;
    }

    private static Predicate<Evidence> lost() {
        return evidence -> evidence.node() == LOST;
    }

    private static Predicate<Evidence> forced() {
        return evidence -> evidence.manner() == FORCE;
    }

    private static Predicate<Evidence> due() {
        return evidence -> evidence.deadline() == PASSED_DELETE;
    }

    private static boolean specLive(Evidence evidence) {
        return evidence.specRead() == LIVE;
    }

    private static boolean podLive(Evidence evidence) {
        return evidence.podRead() == LIVE;
    }

    private static Verdict open(Reason reason) {
        return new Open(reason);
    }

    /** One row: the first whose condition holds decides. */
    record Rule(String when, Predicate<Evidence> matches, Verdict verdict) {}
}
