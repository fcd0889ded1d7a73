package dev.fermata.operator.server;

import dev.fermata.operator.server.Evidence.Deadline;
import dev.fermata.operator.server.Evidence.Game;
import dev.fermata.operator.server.Evidence.Manner;
import dev.fermata.operator.server.Evidence.Node;
import dev.fermata.operator.server.Evidence.Read;
import dev.fermata.operator.server.Evidence.Told;
import dev.fermata.operator.server.Evidence.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** {@code docs/reference/gate.md}: the rules, and what follows from them for every combination, alike ones in one row. */
final class GatePage {
    private static final List<Class<? extends Enum<?>>> DIMENSIONS = List.of(
            Game.class,
            Read.class,
            Node.class,
            Read.class,
            Words.class,
            Read.class,
            Manner.class,
            Deadline.class,
            Told.class);

    private static final String INTRODUCTION = """
        # The gate

        Before the operator deletes the Pod of a Server that somebody wants gone, it asks one question: *may this Pod be deleted now?* The
        answer is the first rule that matches. **Open** means now; **Shut** means wait, with the reason in the Server's status
        (`waitingFor`, condition `DeletionAllowed`); *first …* means that something must be found out or said before the gate is asked
        again, at once. What no rule opens, the last one shuts.

        This page is written by a test from the code, and the test fails if it is not true.

        ## Rules

        """;

    private static final String WORDS = """

        - *By a live read*: read at the API server in this very moment; a cache opens nothing.
        - *Sealed*: the sidecar turned the game's permission into a seal no longer than 10 seconds ago. An older seal is asked for again.
        - *Silent*: the last call to the sidecar failed. *Not asked*: none was made since the operator started; where the node is lost, none
          in the last 10 seconds.
        - *Game told*: the sidecar was told of the request, or the attempt failed.
        - *Game cannot start*: its container never ran, and the kubelet reports that it cannot (no image, bad configuration, a failing init
          container). *Game never ran*: the same without such a report; it may start at any moment, but never before its sidecar answers. Both count only where the node reports.
        - *Node lost*: the Node object is gone, or has the taint `node.kubernetes.io/out-of-service`. *Node unreachable*: it does not report.

        ## Truth table

        Every combination of what the gate looks at, alike ones in one row; `·` stands for any value.

        """;

    private GatePage() {}

    static List<Evidence> everything() {
        return tuples(List.of()).stream().map(GatePage::evidence).toList();
    }

    static String render() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        page.append("| | when | verdict |\n| --- | --- | --- |\n");
        for (int i = 0; i < Gate.RULES.size(); i++) {
            Gate.Rule rule = Gate.RULES.get(i);
            page.append("| %d | %s | %s |\n".formatted(i + 1, rule.when(), words(rule.verdict())));
        }
        page.append(WORDS);
        page.append("| game | Pod read | node | Node read | sidecar | Server read | manner | deadline | told | verdict"
                + " |\n");
        page.append("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        rows(List.of())
                .forEach(
                        row -> page.append("| ").append(String.join(" | ", row)).append(" |\n"));
        return page.toString();
    }

    private static List<List<String>> rows(List<Enum<?>> chosen) {
        List<Verdict> verdicts = tuples(chosen).stream()
                .map(GatePage::evidence)
                .map(Gate::judge)
                .distinct()
                .toList();
        if (verdicts.size() == 1) {
            List<String> row = new ArrayList<>();
            IntStream.range(chosen.size(), DIMENSIONS.size()).forEach(i -> row.add("·"));
            row.add(words(verdicts.getFirst()));
            return List.of(row);
        }
        Enum<?>[] values = DIMENSIONS.get(chosen.size()).getEnumConstants();
        Map<List<List<String>>, List<String>> alike = new LinkedHashMap<>();
        for (Enum<?> value : values) {
            alike.computeIfAbsent(rows(plus(chosen, value)), rows -> new ArrayList<>())
                    .add(word(value));
        }
        List<List<String>> rows = new ArrayList<>();
        alike.forEach((below, names) -> {
            String name = names.size() == values.length ? "·" : String.join(", ", names);
            below.forEach(row -> rows.add(prepend(name, row)));
        });
        return rows;
    }

    private static List<List<Enum<?>>> tuples(List<Enum<?>> chosen) {
        if (chosen.size() == DIMENSIONS.size()) {
            return List.of(chosen);
        }
        List<List<Enum<?>>> all = new ArrayList<>();
        for (Enum<?> value : DIMENSIONS.get(chosen.size()).getEnumConstants()) {
            all.addAll(tuples(plus(chosen, value)));
        }
        return all;
    }

    private static Evidence evidence(List<Enum<?>> tuple) {
        return new Evidence(
                (Game) tuple.get(0),
                (Read) tuple.get(1),
                (Node) tuple.get(2),
                (Read) tuple.get(3),
                (Words) tuple.get(4),
                (Read) tuple.get(5),
                (Manner) tuple.get(6),
                (Deadline) tuple.get(7),
                (Told) tuple.get(8));
    }

    private static List<Enum<?>> plus(List<Enum<?>> chosen, Enum<?> value) {
        List<Enum<?>> longer = new ArrayList<>(chosen);
        longer.add(value);
        return longer;
    }

    private static List<String> prepend(String first, List<String> rest) {
        List<String> row = new ArrayList<>(rest);
        row.addFirst(first);
        return row;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Open(Verdict.Reason reason) -> "**Open** " + reason.word();
            case Verdict.Shut(Verdict.Reason reason) -> "Shut " + reason.word();
            case Verdict.AskFirst(var question) -> "*first* read: " + word(question);
            case Verdict.FetchFirst fetch -> "*first* ask the sidecar";
            case Verdict.TellFirst tell -> "*first* tell the game";
            case Verdict.SealFirst seal -> "*first* seal";
        };
    }
}
