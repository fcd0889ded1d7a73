package dev.fermata.operator.shell.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.server.SidecarDefaults;
import dev.fermata.operator.shell.config.OperatorConfig.Logging;
import dev.fermata.operator.shell.config.OperatorConfig.Webhooks;
import dev.fermata.v1alpha1.serverspec.Sidecar.LogLevel;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    private static final Map<String, String> ENOUGH = Map.of("FERMATA_SIDECAR_IMAGE", "example.com/sidecar:1");

    @Test
    void theSidecarImageIsAllThatIsNeeded() {
        OperatorConfig config = config(List.of(), ENOUGH);

        assertThat(config.sidecar()).isEqualTo(SidecarDefaults.of("example.com/sidecar:1"));
        assertThat(config.namespaces()).isEmpty();
        assertThat(config.operatorNamespace()).isEqualTo("fermata-system");
        assertThat(config.listen()).isEqualTo(new OperatorConfig.Listen("0.0.0.0", 9482, 9483));
        assertThat(config.nudgeUrl()).isEmpty();
        assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.logging()).isEqualTo(new Logging(Logging.Format.TEXT, Logging.Level.INFO));
    }

    @Test
    void everyKnobCanBeTurned() {
        OperatorConfig config = config(
                List.of(
                        "--namespaces=games, lobby",
                        "--operator-namespace",
                        "fermata",
                        "--listen-host=127.0.0.1",
                        "--nudge-port=0",
                        "--health-port=0",
                        "--nudge-url=http://fermata:9482/v1/nudge",
                        "--poll-interval-seconds=1",
                        "--log-format=json",
                        "--log-level=DEBUG"),
                ENOUGH);

        assertThat(config.namespaces()).isEqualTo(Set.of("games", "lobby"));
        assertThat(config.operatorNamespace()).isEqualTo("fermata");
        assertThat(config.listen()).isEqualTo(new OperatorConfig.Listen("127.0.0.1", 0, 0));
        assertThat(config.nudgeUrl()).contains(URI.create("http://fermata:9482/v1/nudge"));
        assertThat(config.pollInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.logging()).isEqualTo(new Logging(Logging.Format.JSON, Logging.Level.DEBUG));
    }

    @Test
    void inAClusterAnOperatorStandsForElectionAsItsPod() {
        Map<String, String> environment = new HashMap<>(ENOUGH);
        environment.put("FERMATA_POD_NAME", "fermata-operator-5f7-x2x");
        CommandLine read = CommandLine.read(List.of(), environment, Optional.of("ours"));

        assertThat(((CommandLine.Run) read).config().election())
                .contains(new OperatorConfig.Candidacy(
                        "fermata-operator-5f7-x2x", Optional.of("fermata-operator-5f7-x2x"), Duration.ofSeconds(15)));
    }

    @Test
    void elsewhereItIsAloneUnlessToldOtherwise() {
        assertThat(config(List.of(), ENOUGH).election()).isEmpty();
        assertThat(config(List.of("--leader-election=true", "--takeover-seconds=6"), ENOUGH)
                        .election())
                .contains(new OperatorConfig.Candidacy("fermata-operator", Optional.empty(), Duration.ofSeconds(6)));
        assertThat(faults(CommandLine.read(
                        List.of("--leader-election=yes", "--pod-name=A_b", "--takeover-seconds=5"),
                        ENOUGH,
                        Optional.empty())))
                .containsExactly(
                        "--leader-election (FERMATA_LEADER_ELECTION) is 'yes'; give true or false",
                        "--pod-name (FERMATA_POD_NAME) is 'A_b'; a Pod's name is up to 253 of a-z, 0-9, - and ., with"
                                + " a letter or digit at both ends",
                        "--takeover-seconds (FERMATA_TAKEOVER_SECONDS) is '5'; give a whole number from 6 to 300");
    }

    @Test
    void aFlagWinsOverTheEnvironment() {
        assertThat(config(List.of("--sidecar-image=b:2"), ENOUGH).sidecar().image())
                .isEqualTo("b:2");
    }

    @Test
    void anEmptyVariableCountsAsAbsent() {
        CommandLine read = CommandLine.read(List.of(), Map.of("FERMATA_SIDECAR_IMAGE", " "), Optional.empty());

        assertThat(faults(read))
                .containsExactly("--sidecar-image (FERMATA_SIDECAR_IMAGE) is missing; give an image such as"
                        + " example.com/fermata-sidecar:0.1.0");
    }

    @Test
    void inAClusterItsOwnNamespaceIsTheDefault() {
        CommandLine read = CommandLine.read(List.of(), ENOUGH, Optional.of("ours"));

        assertThat(((CommandLine.Run) read).config().operatorNamespace()).isEqualTo("ours");
    }

    @Test
    void allFaultsAreReportedTogetherEachWithWhatWouldBeRight() {
        CommandLine read = CommandLine.read(
                List.of(
                        "--bogus",
                        "--namespaces=Games",
                        "--nudge-port=http",
                        "--health-port=70000",
                        "--nudge-url=ftp://here",
                        "--poll-interval-seconds=0",
                        "--log-format=xml",
                        "--log-level"),
                Map.of(),
                Optional.empty());

        assertThat(faults(read))
                .containsExactly(
                        "unknown argument --bogus; --help lists the known ones",
                        "--log-level needs a value",
                        "--sidecar-image (FERMATA_SIDECAR_IMAGE) is missing; give an image such as"
                                + " example.com/fermata-sidecar:0.1.0",
                        "--namespaces (FERMATA_NAMESPACES) has 'Games'; a namespace is up to 63 of a-z, 0-9 and -,"
                                + " with a letter or digit at both ends",
                        "--nudge-port (FERMATA_NUDGE_PORT) is 'http'; give a whole number from 0 to 65535",
                        "--health-port (FERMATA_HEALTH_PORT) is '70000'; give a whole number from 0 to 65535",
                        "--nudge-url (FERMATA_NUDGE_URL) is 'ftp://here'; give an address that Pods reach, such as"
                                + " http://fermata-operator.fermata-system:9482/v1/nudge",
                        "--poll-interval-seconds (FERMATA_POLL_INTERVAL_SECONDS) is '0'; give a whole number from 1 to"
                                + " 300",
                        "--log-format (FERMATA_LOG_FORMAT) is 'xml'; give one of text, json");
    }

    @Test
    void whichWebhooksAreAskedIsToldByFlagOrVariable() {
        Map<String, String> environment = new HashMap<>(ENOUGH);
        environment.put("FERMATA_WEBHOOK_LOCAL_ADDRESSES", "true");
        environment.put("FERMATA_WEBHOOK_OTHER_NAMESPACES", "false");

        assertThat(config(List.of(), ENOUGH).webhooks()).isEqualTo(Webhooks.STRICT);
        assertThat(config(List.of(), environment).webhooks()).isEqualTo(new Webhooks(true, false));
        assertThat(config(List.of("--webhook-other-namespaces=true"), ENOUGH).webhooks())
                .isEqualTo(new Webhooks(false, true));
        assertThat(faults(CommandLine.read(
                        List.of("--webhook-local-addresses=on", "--webhook-other-namespaces", "games"),
                        ENOUGH,
                        Optional.empty())))
                .containsExactly(
                        "--webhook-local-addresses (FERMATA_WEBHOOK_LOCAL_ADDRESSES) is 'on'; give true or false",
                        "--webhook-other-namespaces (FERMATA_WEBHOOK_OTHER_NAMESPACES) is 'games'; give true or false");
    }

    @Test
    void whatSidecarsGetIsToldByFlagOrVariable() {
        Map<String, String> environment = new HashMap<>(ENOUGH);
        environment.put("FERMATA_SIDECAR_REQUESTS", "cpu=20m, memory=48Mi,ephemeral-storage=0.5Gi");
        environment.put("FERMATA_SIDECAR_LIMITS", "cpu=1,memory=128Mi");
        environment.put("FERMATA_SIDECAR_LOG_LEVEL", "trace");

        assertThat(config(List.of(), environment).sidecar())
                .isEqualTo(new SidecarDefaults(
                        "example.com/sidecar:1",
                        Map.of("cpu", "20m", "memory", "48Mi", "ephemeral-storage", "0.5Gi"),
                        Map.of("cpu", "1", "memory", "128Mi"),
                        LogLevel.trace));
        assertThat(config(List.of("--sidecar-requests=none", "--sidecar-limits=none"), environment)
                        .sidecar())
                .isEqualTo(new SidecarDefaults("example.com/sidecar:1", Map.of(), Map.of(), LogLevel.trace));
    }

    @Test
    void whatNoSidecarCouldGetIsAFaultEach() {
        CommandLine read = CommandLine.read(
                List.of(
                        "--sidecar-requests=cpu=2,memory=1Gi,gpu=1,memory=2Gi",
                        "--sidecar-limits=cpu=1500m,memory=-1,none",
                        "--sidecar-log-level=loud"),
                ENOUGH,
                Optional.empty());

        String right = "'; give cpu, memory or ephemeral-storage, = and a quantity, as in cpu=10m,memory=32Mi, or none";
        assertThat(faults(read))
                .containsExactly(
                        "--sidecar-requests (FERMATA_SIDECAR_REQUESTS) has 'gpu=1" + right,
                        "--sidecar-requests (FERMATA_SIDECAR_REQUESTS) has memory twice; give it once",
                        "--sidecar-limits (FERMATA_SIDECAR_LIMITS) has 'memory=-1" + right,
                        "--sidecar-limits (FERMATA_SIDECAR_LIMITS) has 'none" + right,
                        "--sidecar-requests (FERMATA_SIDECAR_REQUESTS) has cpu=2, which is more than the 1500m of"
                                + " --sidecar-limits (FERMATA_SIDECAR_LIMITS); ask for less, or raise the limit",
                        "--sidecar-log-level (FERMATA_SIDECAR_LOG_LEVEL) is 'loud'; give one of error, warn, info,"
                                + " debug, trace");
    }

    @Test
    void taintsAreKnownByTheirKeys() {
        assertThat(config(List.of("--leaving-taints=example.com/a, b"), ENOUGH).leavingTaints())
                .containsExactlyInAnyOrder("example.com/a", "b");
        assertThat(faults(CommandLine.read(
                        List.of("--leaving-taints=karpenter.sh/disrupted:NoSchedule"), ENOUGH, Optional.empty())))
                .containsExactly(
                        "--leaving-taints (FERMATA_LEAVING_TAINTS) has 'karpenter.sh/disrupted:NoSchedule'; give"
                                + " keys of taints, such as karpenter.sh/disrupted, without values and effects");
    }

    @Test
    void theTwoListenersNeedAPortEach() {
        CommandLine read =
                CommandLine.read(List.of("--nudge-port=9000", "--health-port=9000"), ENOUGH, Optional.empty());

        assertThat(faults(read)).singleElement().asString().contains("are both 9000");
    }

    @Test
    void helpNamesEveryKnobWhateverElseIsGiven() {
        CommandLine read = CommandLine.read(List.of("--bogus", "--help"), Map.of(), Optional.empty());

        String text = ((CommandLine.Help) read).text();
        for (Setting setting : Setting.values()) {
            assertThat(text).contains(setting.flag() + "=").contains(setting.variable());
        }
    }

    private static OperatorConfig config(List<String> arguments, Map<String, String> environment) {
        return ((CommandLine.Run) CommandLine.read(arguments, environment, Optional.empty())).config();
    }

    private static List<String> faults(CommandLine read) {
        return ((CommandLine.Faulty) read).faults();
    }
}
