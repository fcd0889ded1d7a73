package dev.fermata.local.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.local.screen.Layout.Palette;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final Row FREE = new Row("arena-0", "Ready", "0", "yes", "", "101");
    private static final Row BUSY = new Row("arena-1", "Draining", "2", "no", "ScaleDown: AwaitingPermission", "102");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void withoutATerminalThereAreLinesForWhatChanges() {
        Screen screen = new Lines(out(StandardCharsets.UTF_8), new Layout(100, Palette.PLAIN));

        screen.chapter("A fleet comes up.");
        screen.show(List.of(FREE));
        screen.show(List.of(FREE));
        screen.show(List.of(new Row("arena-0", "Ready", "1", "yes", "", "101")));
        screen.show(List.of(FREE, BUSY));
        screen.show(List.of(BUSY));
        screen.holds("one stays");
        screen.end("All held.");

        assertThat(shown()).isEqualTo("""

            1. A fleet comes up.
                   arena-0    Ready           0  yes                                         101
                   arena-1    Draining        2  no      ScaleDown: AwaitingPermission       102
                   arena-0 is gone
               ok  one stays

            All held.
            """);
    }

    @Test
    void onATerminalTheTableIsDrawnAgainBelowTheStory() {
        Screen screen = new Terminal(out(StandardCharsets.UTF_8), new Layout(60, Palette.PLAIN));

        screen.show(List.of(FREE));
        screen.show(List.of(FREE));
        screen.holds("it is free");
        screen.end("All held.");

        String table = """

              SERVER     PHASE     PLAYERS  MAY GO  WANTED GONE: WAITING
              arena-0    Ready           0  yes
            """;
        String erase = "\u001b[3A\u001b[J";
        assertThat(shown()).isEqualTo(table + erase + "    \u2713 it is free\n" + table + erase + "\n All held.\n");
    }

    @Test
    void noLineOfTheTableIsWiderThanTheTerminal() {
        assertThat(new Layout(40, Palette.PLAIN).table(List.of(FREE, BUSY)))
                .hasSize(3)
                .allMatch(line -> line.length() <= 40);
    }

    @Test
    void coloursAreUsedOnlyIfWanted() {
        assertThat(new Layout(100, Palette.COLOURS).table(List.of(BUSY)).getLast())
                .startsWith("\u001b[33m");
        assertThat(new Layout(100, Palette.PLAIN).table(List.of(BUSY)).getLast())
                .doesNotContain("\u001b");
    }

    @Test
    void aTerminalThatCannotShowATickShowsAWord() {
        Screen screen = new Terminal(out(StandardCharsets.US_ASCII), new Layout(60, Palette.PLAIN));

        screen.holds("it is free");

        assertThat(shown()).isEqualTo("    ok it is free\n");
    }

    @Test
    void whatIsNoTerminalGetsLinesWithoutColours() {
        assertThat(Console.find(Map.of("TERM", "xterm")))
                .as("a test's output is redirected")
                .isEqualTo(new Console(Console.Kind.LINES, Palette.PLAIN, 100));
    }

    private PrintStream out(Charset charset) {
        return new PrintStream(bytes, true, charset);
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
