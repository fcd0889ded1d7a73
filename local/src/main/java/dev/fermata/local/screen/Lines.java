package dev.fermata.local.screen;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A screen for where there is no terminal: a line for each Server that changes. */
final class Lines implements Screen {
    private final PrintStream out;
    private final Layout layout;
    private final Map<String, Row> shown = new HashMap<>();
    private int chapters;

    Lines(PrintStream out, Layout layout) {
        this.out = out;
        this.layout = layout;
    }

    @Override
    public synchronized void chapter(String sentence) {
        chapters++;
        out.println();
        out.println(chapters + ". " + sentence);
    }

    @Override
    public synchronized void holds(String fact) {
        out.println("   ok  " + fact);
    }

    @Override
    public synchronized void show(List<Row> rows) {
        Map<String, Row> now = new HashMap<>();
        for (Row row : rows) {
            now.put(row.server(), row);
            if (!row.phase().isEmpty() && !sameNews(row, shown.get(row.server()))) {
                out.println("       " + layout.sentence(row));
            }
        }
        shown.keySet().stream()
                .filter(server -> !now.containsKey(server))
                .sorted()
                .forEach(server -> out.println("       " + server + " is gone"));
        shown.clear();
        shown.putAll(now);
    }

    /** Whether the one says nothing that the other did not: the table has more, but lines stay. */
    private static boolean sameNews(Row row, @Nullable Row before) {
        return before != null
                && row.phase().equals(before.phase())
                && row.mayGo().equals(before.mayGo())
                && row.waiting().equals(before.waiting());
    }

    @Override
    public synchronized void end(String word) {
        out.println();
        out.println(word);
    }
}
