package dev.fermata.local.screen;

import java.io.PrintStream;
import java.util.List;

/** A screen on a terminal: the story scrolls by, below it the table is drawn again and again. */
final class Terminal implements Screen {
    private final PrintStream out;
    private final Layout layout;
    private final String mark;
    private List<String> table = List.of();
    private boolean ended;
    private int chapters;

    Terminal(PrintStream out, Layout layout) {
        this.out = out;
        this.layout = layout;
        this.mark = out.charset().newEncoder().canEncode('\u2713') ? "\u2713" : "ok";
    }

    @Override
    public synchronized void chapter(String sentence) {
        chapters++;
        above("\n " + layout.paint("1", chapters + "  " + sentence));
    }

    @Override
    public synchronized void holds(String fact) {
        above("    " + layout.paint("32", mark) + " " + fact);
    }

    @Override
    public synchronized void show(List<Row> rows) {
        List<String> next = layout.table(rows);
        if (!ended && !next.equals(table)) {
            String erase = erase();
            table = next;
            out.print(erase + drawn());
            out.flush();
        }
    }

    @Override
    public synchronized void end(String word) {
        ended = true;
        out.print(erase());
        table = List.of();
        out.println("\n " + word);
        out.flush();
    }

    private void above(String line) {
        out.print(erase() + line + "\n" + drawn());
        out.flush();
    }

    /** Up to the table's first line, and all below it cleared. */
    private String erase() {
        return table.isEmpty() ? "" : "\u001b[%dA\u001b[J".formatted(table.size() + 1);
    }

    private String drawn() {
        return table.isEmpty() ? "" : "\n" + String.join("\n", table) + "\n";
    }
}
