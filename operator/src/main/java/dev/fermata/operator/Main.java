package dev.fermata.operator;

import dev.fermata.operator.shell.FermataOperator;
import dev.fermata.operator.shell.config.CommandLine;
import dev.fermata.operator.shell.config.OperatorConfig;
import dev.fermata.operator.shell.kube.Cluster;
import dev.fermata.operator.shell.log.Logs;
import dev.fermata.operator.shell.sidecar.SidecarAddress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** The program: {@code java -jar fermata-operator.jar}. */
public final class Main {
    private static final int CANNOT_RUN = 1;
    private static final int TOLD_WRONGLY = 2;

    private Main() {}

    /** Runs until SIGTERM. */
    public static void main(String[] arguments) {
        switch (CommandLine.read(List.of(arguments), System.getenv(), Cluster.ownNamespace())) {
            case CommandLine.Help help -> System.out.print(help.text());
            case CommandLine.Faulty faulty -> fail(TOLD_WRONGLY, faulty.faults());
            case CommandLine.Run run -> run(run.config());
        }
    }

    private static void run(OperatorConfig config) {
        Logs.setUp(config.logging());
        try {
            KubernetesClient client = Cluster.connect(System.getenv());
            FermataOperator operator = FermataOperator.start(client, config, SidecarAddress.ofPodAddress());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(operator, client), "fermata-stop"));
        } catch (RuntimeException e) {
            fail(CANNOT_RUN, List.of(String.valueOf(e.getMessage())));
        }
    }

    /** Ends with 0, which the JVM does not by itself after a signal: an operator that was told to stop, and did, did well. */
    private static void stop(FermataOperator operator, KubernetesClient client) {
        operator.close();
        client.close();
        Runtime.getRuntime().halt(0);
    }

    private static void fail(int code, List<String> faults) {
        faults.forEach(fault -> System.err.println("fermata-operator: " + fault));
        Runtime.getRuntime().exit(code);
    }
}
