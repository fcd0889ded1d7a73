package dev.fermata.local.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.fermata.local.Running;
import dev.fermata.local.apiserver.SimulatedApiServer;
import dev.fermata.operator.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractStringAssert;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The operator as a process of its own, which finds its cluster by a kubeconfig, or says why not. */
@Timeout(120)
class MainTest {
    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");
    private static final Pattern HEALTH_PORT = Pattern.compile("healthPort=\"?(\\d+)");
    private static final List<String> KINDS = List.of("servers", "fleets", "gametypes", "gameautoscalers");

    @TempDir
    Path home;

    @Test
    void whereNoClusterIsNamedItSaysHowToNameOne() throws Exception {
        assumeThat(SERVICE_ACCOUNT).as("the test itself runs in a cluster").doesNotExist();

        refusalWith("")
                .endsWith("fermata-operator: no cluster is named: set KUBECONFIG, or have a "
                        + home.resolve(".kube/config") + ", or run in a cluster\nexit 1");
    }

    @Test
    void aFileThatIsNotThereIsNamed() throws Exception {
        Path nowhere = home.resolve("nowhere");

        refusalWith(nowhere.toString())
                .endsWith("fermata-operator: KUBECONFIG names " + nowhere
                        + ", which is no file that can be read\nexit 1");
    }

    @Test
    void aFileThatIsNoKubeconfigIsNamed() throws Exception {
        Path other = Files.writeString(home.resolve("other"), "kind: [Letter, Parcel\n");

        refusalWith(other.toString())
                .contains("fermata-operator: KUBECONFIG names " + other + ", which is no kubeconfig: ");
    }

    @Test
    void aFileThatIsNearlyOneIsNamedWithWhatIsWrongInIt() throws Exception {
        Path nearly = Files.writeString(home.resolve("nearly"), "{apiVersion: v1, kind: Config}\n");

        refusalWith(nearly.toString()).contains("which is no kubeconfig: Unexpected character ('a'");
    }

    @Test
    void aKubeconfigWithoutAContextIsNamed() throws Exception {
        Path empty = Files.writeString(home.resolve("empty"), "apiVersion: v1\nkind: Config\n");

        refusalWith(empty.toString())
                .endsWith("fermata-operator: " + empty + " has no current-context that it describes\nexit 1");
    }

    @Test
    void aClusterThatDoesNotAnswerIsNamed() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SimulatedApiServer server = SimulatedApiServer.start()) {
            String url = "http://127.0.0.1:" + silent.getLocalPort();
            Path kubeconfig =
                    kubeconfig(server.kubeconfig().replace(server.url().toString(), url));

            refusalWith(kubeconfig.toString())
                    .contains("fermata-operator: cannot reach the Kubernetes API server at " + url);
        }
    }

    @Test
    void withAClusterItWorksUntilItIsToldToEndAndEndsWell() throws Exception {
        try (SimulatedApiServer server = SimulatedApiServer.start()) {
            KINDS.forEach(kind -> server.createFromClassPath("/crds/" + kind + ".fermata.dev.yaml"));
            server.create("{apiVersion: v1, kind: Namespace, metadata: {name: fermata-system}}");
            Process operator =
                    operator(kubeconfig(server.kubeconfig()).toString()).start();
            try (BufferedReader says = operator.inputReader()) {
                int port = healthPort(says);
                Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> isRunning(readiness(port)));

                operator.toHandle().destroy(); // Process.destroy() would close what it says

                assertThat(operator.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(operator.exitValue()).isZero();
                assertThat(says.lines()).anyMatch(line -> line.contains("operator stopped"));
            } finally {
                operator.destroyForcibly();
            }
        }
    }

    /** What an operator says that ends at once: for a person, with an exit code. */
    private AbstractStringAssert<?> refusalWith(String kubeconfig) throws Exception {
        return assertThat(Running.toTheEnd(operator(kubeconfig)))
                .endsWith("\nexit 1")
                .doesNotContain("\tat ");
    }

    private Path kubeconfig(String content) throws IOException {
        return Files.writeString(home.resolve("kubeconfig"), content);
    }

    /** An operator of somebody whose home has nothing in it. */
    private ProcessBuilder operator(String kubeconfig) {
        ProcessBuilder operator = Running.program(
                Main.class,
                "--sidecar-image=fermata-sidecar:test",
                "--listen-host=127.0.0.1",
                "--nudge-port=0",
                "--health-port=0");
        operator.command().add(operator.command().indexOf("-cp"), "-Duser.home=" + home);
        operator.environment().keySet().removeIf(name -> name.startsWith("KUBERNETES_") || name.startsWith("FERMATA_"));
        operator.environment().put("KUBECONFIG", kubeconfig);
        return operator;
    }

    private static int healthPort(BufferedReader says) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = says.readLine(); line != null; line = says.readLine()) {
            Matcher port = HEALTH_PORT.matcher(line);
            if (port.find()) {
                return Integer.parseInt(port.group(1));
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("no operator started: " + said);
    }

    private static HttpResponse<String> readiness(int port) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI url = URI.create("http://127.0.0.1:" + port + "/readyz");
            return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
        }
    }

    private static boolean isRunning(HttpResponse<String> readiness) {
        return readiness.statusCode() == 200
                && List.of("Server", "Fleet", "GameType", "GameAutoscaler").stream()
                        .allMatch(kind -> readiness.body().contains(kind + ": running\n"));
    }
}
