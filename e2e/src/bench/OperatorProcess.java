import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the operator costs, read from /proc, and what it says of itself. */
record OperatorProcess(long pid, URI metrics) {
    private static final double MEBI = 1024.0;

    /** CPU so far, also of threads that have ended since: fields 14 and 15 of proc(5), in hundredths of a second. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    /** RSS now, what of it is its own (and not of files), and the most it ever was, in MiB. */
    String memory() throws IOException {
        String status = Files.readString(Path.of("/proc/" + pid + "/status"));
        return "%.0f, own %.0f (at most %.0f)"
                .formatted(value(status, "VmRSS"), value(status, "RssAnon"), value(status, "VmHWM"));
    }

    private static double value(String text, String name) {
        return Double.parseDouble(text.replaceAll("(?s).*\\b" + name + ":\\s+(\\d+).*", "$1")) / MEBI;
    }

    /** Calls to sidecars so far. */
    long sidecarCalls() throws IOException {
        try (var body = metrics.toURL().openStream()) {
            return new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("fermata_sidecar_calls_total{"))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }
}
