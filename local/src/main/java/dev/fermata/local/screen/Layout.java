package dev.fermata.local.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the table looks. Pure. */
final class Layout {
    private static final int NAMES = 10;

    private final int width;
    private final boolean colours;

    /** For a screen of so many columns: no line of the table is longer. */
    Layout(int width, Palette palette) {
        this.width = width;
        this.colours = palette == Palette.COLOURS;
    }

    public enum Palette {
        COLOURS,
        PLAIN
    }

    /** A line for each Server below the headings; nothing if there are none. */
    List<String> table(List<Row> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        int names = rows.stream().mapToInt(row -> row.server().length()).max().orElse(0);
        lines.add(paint(
                "2", line(new Row("SERVER", "PHASE", "PLAYERS", "MAY GO", "WANTED GONE: WAITING FOR", "PID"), names)));
        rows.forEach(row -> lines.add(paint(colour(row.phase()), line(row, names))));
        return lines;
    }

    /** The same without a table around it. */
    String sentence(Row row) {
        return line(row, 0).strip();
    }

    String paint(String colour, String text) {
        return colours && !colour.isEmpty() ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
    }

    /** With room for names of so many characters. */
    private String line(Row row, int names) {
        String line = ("  %-" + Math.max(NAMES, names) + "s %-9s %7s  %-7s %-31s %7s")
                .formatted(row.server(), row.phase(), row.players(), row.mayGo(), row.waiting(), row.pid());
        return line.substring(0, Math.min(line.length(), width)).stripTrailing();
    }

    private static String colour(String phase) {
        return switch (phase.toLowerCase(Locale.ROOT)) {
            case "ready" -> "32";
            case "draining" -> "33";
            case "ending", "ended" -> "31";
            default -> "";
        };
    }
}
