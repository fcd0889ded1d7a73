package dev.fermata.operator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.plan.Question;
import dev.fermata.operator.server.Evidence.Deadline;
import dev.fermata.operator.server.Evidence.Game;
import dev.fermata.operator.server.Evidence.Manner;
import dev.fermata.operator.server.Evidence.Node;
import dev.fermata.operator.server.Evidence.Read;
import dev.fermata.operator.server.Evidence.Told;
import dev.fermata.operator.server.Evidence.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The gate over all {@value #COMBINATIONS} combinations of what it looks at. */
class GateTest {
    private static final int COMBINATIONS = 6 * 2 * 3 * 2 * 5 * 2 * 2 * 3 * 3;
    private static final Path PAGE = Path.of("../docs/reference/gate.md");

    @Test
    void all_combinations_are_judged() {
        assertThat(GatePage.everything())
                .hasSize(COMBINATIONS)
                .doesNotHaveDuplicates()
                .allSatisfy(evidence -> assertThat(Gate.judge(evidence)).isNotNull());
    }

    @Test
    void every_rule_decides_something() {
        Set<Gate.Rule> deciding =
                GatePage.everything().stream().map(GateTest::deciding).collect(Collectors.toSet());
        assertThat(deciding).containsExactlyInAnyOrderElementsOf(Gate.RULES);
    }

    /** I1, in other words than the rules'. */
    @Test
    void the_gate_opens_only_where_the_promise_lets_it() {
        for (Evidence evidence : GatePage.everything()) {
            if (Gate.judge(evidence) instanceof Verdict.Open) {
                assertThat(sealed(evidence)
                                || forced(evidence)
                                || deadlinePassed(evidence)
                                || notRunning(evidence)
                                || nodeGone(evidence))
                        .as("%s", evidence)
                        .isTrue();
            }
        }
    }

    @Test
    void caches_alone_open_the_gate_for_nothing_but_a_seal() {
        for (Evidence evidence : GatePage.everything()) {
            boolean cached = evidence.podRead() == Read.CACHED
                    && evidence.nodeRead() == Read.CACHED
                    && evidence.specRead() == Read.CACHED;
            if (cached && !sealed(evidence)) {
                assertThat(Gate.judge(evidence)).as("%s", evidence).isNotInstanceOf(Verdict.Open.class);
            }
        }
    }

    @Test
    void a_game_on_a_node_that_does_not_report_is_never_ended_whatever_the_spec_says() {
        for (Evidence evidence : GatePage.everything()) {
            boolean mayRun = Set.of(Game.RUNNING, Game.STARTING, Game.BLOCKED).contains(evidence.game());
            if (evidence.node() == Node.UNREACHABLE && mayRun) {
                assertThat(Gate.judge(evidence)).isEqualTo(new Verdict.Shut(Verdict.Reason.NODE_UNREACHABLE));
            }
        }
    }

    @Test
    void what_is_asked_for_first_does_not_come_out_again_once_it_is_answered() {
        for (Evidence evidence : GatePage.everything()) {
            Verdict verdict = Gate.judge(evidence);
            answers(evidence, verdict)
                    .forEach(next -> assertThat(Gate.judge(next))
                            .as("%s after %s", next, verdict)
                            .isNotEqualTo(verdict));
        }
    }

    @Test
    void the_page_shows_the_gate_as_it_is() throws IOException {
        String page = GatePage.render();
        if (Boolean.getBoolean("fermata.render")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("mvn verify -Dfermata.render=true writes it").hasContent(page);
    }

    private static Gate.Rule deciding(Evidence evidence) {
        return Gate.RULES.stream()
                .filter(rule -> rule.matches().test(evidence))
                .findFirst()
                .orElseThrow();
    }

    /** How the world may look after the answer to what the gate wanted first. */
    private static Stream<Evidence> answers(Evidence e, Verdict verdict) {
        Set<Words> all = EnumSet.complementOf(EnumSet.of(Words.UNKNOWN));
        return switch (verdict) {
            case Verdict.AskFirst(Question question) -> read(e, question);
            case Verdict.FetchFirst fetch -> said(e, e.told(), all);
            case Verdict.TellFirst tell -> said(e, toldNow(e.deadline()), all);
            case Verdict.SealFirst seal -> said(e, e.told(), EnumSet.of(Words.SEALED, Words.HOLDING, Words.SILENT));
            case Verdict.Open open -> Stream.empty();
            case Verdict.Shut shut -> Stream.empty();
        };
    }

    private static Stream<Evidence> read(Evidence e, Question question) {
        return switch (question) {
            case LIVE_POD -> Stream.of(Game.values()).map(game -> withGame(e, game));
            case LIVE_NODE -> Stream.of(Node.values()).map(node -> withNode(e, node));
            case LIVE_SERVER ->
                Stream.of(Manner.values())
                        .flatMap(manner -> Stream.of(Deadline.values()).map(deadline -> withSpec(e, manner, deadline)));
            case LIVE_FLEET, LIVE_GAME_TYPE ->
                throw new AssertionError("What has " + question + " to do with the gate?");
        };
    }

    private static Evidence withGame(Evidence e, Game game) {
        return new Evidence(
                game, Read.LIVE, e.node(), e.nodeRead(), e.words(), e.specRead(), e.manner(), e.deadline(), e.told());
    }

    private static Evidence withNode(Evidence e, Node node) {
        return new Evidence(
                e.game(), e.podRead(), node, Read.LIVE, e.words(), e.specRead(), e.manner(), e.deadline(), e.told());
    }

    private static Evidence withSpec(Evidence e, Manner manner, Deadline deadline) {
        return new Evidence(
                e.game(), e.podRead(), e.node(), e.nodeRead(), e.words(), Read.LIVE, manner, deadline, e.told());
    }

    private static Stream<Evidence> said(Evidence e, Told told, Set<Words> answers) {
        return answers.stream()
                .map(words -> new Evidence(
                        e.game(),
                        e.podRead(),
                        e.node(),
                        e.nodeRead(),
                        words,
                        e.specRead(),
                        e.manner(),
                        e.deadline(),
                        told));
    }

    private static Told toldNow(Deadline deadline) {
        return deadline == Deadline.AHEAD ? Told.EARLIER : Told.SINCE_DEADLINE;
    }

    private static boolean sealed(Evidence evidence) {
        return evidence.words() == Words.SEALED;
    }

    private static boolean forced(Evidence evidence) {
        return evidence.specRead() == Read.LIVE && evidence.manner() == Manner.FORCE && evidence.told() != Told.NEVER;
    }

    private static boolean deadlinePassed(Evidence evidence) {
        return evidence.specRead() == Read.LIVE
                && evidence.deadline() == Deadline.PASSED_DELETE
                && evidence.told() == Told.SINCE_DEADLINE;
    }

    private static boolean notRunning(Evidence evidence) {
        boolean never = evidence.game() == Game.BLOCKED
                || (evidence.game() == Game.STARTING && evidence.words() == Words.SILENT);
        boolean not = Set.of(Game.NO_POD, Game.ENDED, Game.UNBOUND).contains(evidence.game());
        return evidence.podRead() == Read.LIVE && (not || (never && evidence.node() == Node.THERE));
    }

    private static boolean nodeGone(Evidence evidence) {
        return evidence.node() == Node.LOST && evidence.nodeRead() == Read.LIVE && evidence.words() == Words.SILENT;
    }
}
