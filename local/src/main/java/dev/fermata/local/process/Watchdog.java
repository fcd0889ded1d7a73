package dev.fermata.local.process;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A shell that ends the processes it was told of as soon as this process is gone, which it notices by the end of its
 * standard input: also when this process had no chance to do so itself (SIGKILL, a crash of the JVM).
 *
 * <p>It ends whole process groups where the children lead one, single processes elsewhere.
 */
final class Watchdog implements AutoCloseable {
    /** {@code + pid}: watch it. {@code - pid}: it has ended; end what it left behind, and forget it. */
    private static final String SCRIPT = """
        trap '' HUP INT TERM
        watched=' '
        while read -r what pid; do
          case $what in
            +) watched="$watched$pid " ;;
            -) watched="${watched%% $pid *} ${watched#* $pid }"; [ -z "$1" ] || kill -KILL "-$pid" ;;
          esac
        done 2>/dev/null
        for pid in $watched; do
          kill -KILL "$1$pid"
        done 2>/dev/null
        """;

    private final Process shell;
    private final Writer orders;

    private Watchdog(Process shell) {
        this.shell = shell;
        this.orders = shell.outputWriter(StandardCharsets.US_ASCII);
    }

    /** Starts one; {@code session} is the command that gives a process a session, and so a group, of its own, if any. */
    static Watchdog start(List<String> session) throws IOException {
        List<String> argv = new ArrayList<>(session);
        argv.addAll(List.of("/bin/sh", "-c", SCRIPT, "fermata-watchdog", session.isEmpty() ? "" : "-"));
        return new Watchdog(new ProcessBuilder(argv)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /**
     * From now on, this process goes when we go.
     *
     * @throws IOException if something ended the watchdog
     */
    void watch(long pid) throws IOException {
        try {
            order("+ " + pid);
        } catch (IOException gone) {
            throw new IOException("the watchdog has ended: nothing is started that it could not end", gone);
        }
    }

    /** This process has ended; what it started goes too. Without effect if something ended the watchdog: see {@link #watch}. */
    void reap(long pid) {
        try {
            order("- " + pid);
        } catch (IOException gone) {
            // The next watch says so, and nothing more is started.
        }
    }

    private synchronized void order(String order) throws IOException {
        orders.write(order + "\n");
        orders.flush();
    }

    @Override
    public void close() {
        try {
            orders.close();
            shell.waitFor();
        } catch (IOException gone) {
            // It has ended already: nothing to close.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
