import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Measures a sidecar that is started by a command: how soon it answers, and what it costs idle and after requests. Prints one line of
 * a Markdown table: the median of all runs, and the best of the time to the first answer. Memory is read from /proc: private is what was
 * written to, so that no other Pod on the node can share it.
 *
 * <p>Arguments: a name for the line, how many runs, how many seconds to be idle, {@code judged} or {@code compared}, then the command. One
 * that is judged is held against the budget, figure by figure; the exit code is 1 if one is over.
 */
final class Bench {
    private static final int REQUESTS = 10_000;
    private static final int START_SECONDS = 60;
    private static final double MEBI = 1024.0;
    private static final int JUDGED = 3;
    private static final int COMMAND = 4;

    private record Memory(double rss, double pss, double priv, int threads) {}

    /** One figure of the budget: what it is of, and how much it may be at most. */
    private record Budget(String what, String unit, int most, ToDoubleFunction<Run> value) {
        static final List<Budget> ALL = List.of(
                new Budget("idle RSS", "MB", 55, run -> run.idle().rss()),
                new Budget("idle private", "MB", 20, run -> run.idle().priv()),
                new Budget("first answer", "ms", 400, Run::firstAnswerMillis));

        /** To a tenth, as it is printed: what reads like the budget is within it. */
        double of(List<Run> runs) {
            return Math.round(median(runs, value) * 10) / 10.0;
        }

        boolean isKeptBy(List<Run> runs) {
            return of(runs) <= most;
        }

        String verdict(List<Run> runs) {
            return String.format(
                    Locale.ROOT,
                    "%s: %.1f %s of %d %s, %s",
                    what,
                    of(runs),
                    unit,
                    most,
                    unit,
                    isKeptBy(runs) ? "within" : "OVER");
        }
    }

    private record Run(
            double firstAnswerMillis,
            double startCpuMillis,
            Memory idle,
            Memory busy,
            double requestMicros,
            double endMillis) {}

    private final int gamePort = freePort();
    private final int operatorPort = freePort();

    private Bench() throws IOException {}

    public static void main(String[] arguments) throws Exception {
        List<String> command = List.of(arguments).subList(COMMAND, arguments.length);
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            runs.add(new Bench().run(command, Integer.parseInt(arguments[2])));
        }
        System.out.println(line(arguments[0], runs));
        if (arguments[JUDGED].equals("judged")) {
            System.out.println();
            Budget.ALL.forEach(budget -> System.out.println("- " + budget.verdict(runs)));
            System.exit(Budget.ALL.stream().allMatch(budget -> budget.isKeptBy(runs)) ? 0 : 1);
        }
    }

    private static String line(String name, List<Run> runs) {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f (%.0f) | %.0f | %.1f / %.1f / **%.1f** | %.0f | %.1f / %.1f | %.0f | %.0f | %.0f |",
                name,
                median(runs, Run::firstAnswerMillis),
                runs.stream().mapToDouble(Run::firstAnswerMillis).min().orElseThrow(),
                median(runs, Run::startCpuMillis),
                median(runs, run -> run.idle().rss()),
                median(runs, run -> run.idle().pss()),
                median(runs, run -> run.idle().priv()),
                median(runs, run -> run.idle().threads()),
                median(runs, run -> run.busy().rss()),
                median(runs, run -> run.busy().priv()),
                median(runs, run -> run.busy().threads()),
                median(runs, Run::requestMicros),
                median(runs, Run::endMillis));
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> value) {
        double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Run run(List<String> command, int idleSeconds) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .putAll(Map.of(
                        "MALLOC_ARENA_MAX", "1",
                        "FERMATA_SERVER_NAME", "bench-0",
                        "FERMATA_SERVER_NAMESPACE", "games",
                        "FERMATA_SERVER_UID", "bench",
                        "FERMATA_GAME_PORT", Integer.toString(gamePort),
                        "FERMATA_OPERATOR_PORT", Integer.toString(operatorPort),
                        "FERMATA_TOKEN_SHA256", "0".repeat(64)));
        long start = System.nanoTime();
        Process sidecar = builder.start();
        try {
            awaitAnswer(sidecar);
            return measure(sidecar, (System.nanoTime() - start) / 1e6, idleSeconds);
        } finally {
            sidecar.destroyForcibly().waitFor();
        }
    }

    private Run measure(Process sidecar, double firstAnswerMillis, int idleSeconds) throws Exception {
        double startCpu = cpuMillis(sidecar);
        TimeUnit.SECONDS.sleep(idleSeconds);
        Memory idle = memory(sidecar);
        double before = cpuMillis(sidecar);
        load();
        double requestMicros = (cpuMillis(sidecar) - before) * 1000 / REQUESTS;
        TimeUnit.SECONDS.sleep(idleSeconds);
        Memory busy = memory(sidecar);
        long told = System.nanoTime();
        sidecar.destroy();
        sidecar.waitFor(START_SECONDS, TimeUnit.SECONDS);
        return new Run(firstAnswerMillis, startCpu, idle, busy, requestMicros, (System.nanoTime() - told) / 1e6);
    }

    private void awaitAnswer(Process sidecar) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (sidecar.isAlive() && System.nanoTime() < end) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), operatorPort)) {
                if (ask(socket, "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                        .startsWith("HTTP/1.1 200")) {
                    return;
                }
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(2);
            }
        }
        throw new IllegalStateException("the sidecar does not answer");
    }

    /** One in ten changes the permission; over one connection, as a game's client does it. */
    private void load() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), gamePort)) {
            socket.setTcpNoDelay(true);
            for (int i = 0; i < REQUESTS; i++) {
                String body = "{\"allowed\":" + (i % 20 == 0) + "}";
                ask(
                        socket,
                        i % 10 == 0
                                ? "POST /allow_delete HTTP/1.1\r\n"
                                        + "Host: x\r\n"
                                        + "Content-Type: application/json\r\n"
                                        + "Content-Length: "
                                        + body.length() + "\r\n\r\n" + body
                                : "GET /v1/server HTTP/1.1\r\nHost: x\r\n\r\n");
            }
        }
    }

    /** Every answer of the sidecar is one JSON object, so its end is told by its last brace. */
    private static String ask(Socket socket, String request) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[4096];
        StringBuilder answer = new StringBuilder();
        while (answer.isEmpty() || answer.charAt(answer.length() - 1) != '}') {
            int count = in.read(buffer);
            if (count < 0) {
                throw new IOException("no answer");
            }
            answer.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
        }
        return answer.toString();
    }

    private static double cpuMillis(Process process) throws IOException {
        double nanos = 0;
        try (var tasks = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            for (Path task : tasks.toList()) {
                nanos += Double.parseDouble(
                        Files.readString(task.resolve("schedstat")).replaceAll(" .*\\s*", ""));
            }
        }
        return nanos / 1e6;
    }

    private static Memory memory(Process process) throws IOException {
        String rollup = Files.readString(Path.of("/proc/" + process.pid() + "/smaps_rollup"));
        String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
        return new Memory(
                value(rollup, "Rss") / MEBI, value(rollup, "Pss") / MEBI, value(rollup, "Private_Dirty") / MEBI, (int)
                        value(status, "Threads"));
    }

    private static double value(String text, String name) {
        return Double.parseDouble(text.replaceAll("(?s).*\\b" + name + ":\\s+(\\d+).*", "$1"));
    }
}
