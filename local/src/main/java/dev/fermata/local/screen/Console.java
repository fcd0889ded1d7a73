package dev.fermata.local.screen;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the output goes to.
 *
 * @param kind whether lines can be drawn again
 * @param palette whether it has colours
 * @param columns how wide it is
 */
public record Console(Kind kind, Layout.Palette palette, int columns) {
    private static final int USUAL = 100;

    public enum Kind {
        TERMINAL,
        LINES
    }

    /** As the environment says it: https://no-color.org is respected. */
    public static Console find(Map<String, String> environment) {
        boolean terminal = Optional.ofNullable(System.console())
                        .filter(java.io.Console::isTerminal)
                        .isPresent()
                && !"dumb".equals(environment.get("TERM"));
        boolean colours = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Console(
                terminal ? Kind.TERMINAL : Kind.LINES,
                colours ? Layout.Palette.COLOURS : Layout.Palette.PLAIN,
                terminal ? width() : USUAL);
    }

    /** The screen for it. */
    public Screen screen(PrintStream out) {
        Layout layout = new Layout(columns, palette);
        return kind == Kind.TERMINAL ? new Terminal(out, layout) : new Lines(out, layout);
    }

    private static int width() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = stty.inputReader().readLine();
            boolean answered = stty.waitFor(1, TimeUnit.SECONDS) && size != null && size.matches("\\d+ [1-9]\\d*");
            return answered ? Integer.parseInt(size.substring(size.indexOf(' ') + 1)) : USUAL;
        } catch (IOException | InterruptedException none) {
            return USUAL;
        }
    }
}
