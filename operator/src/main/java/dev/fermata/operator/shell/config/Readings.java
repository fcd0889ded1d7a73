package dev.fermata.operator.shell.config;

import dev.fermata.operator.guard.ExpectedPolicy;
import dev.fermata.operator.server.SidecarDefaults;
import dev.fermata.operator.shell.config.OperatorConfig.Candidacy;
import dev.fermata.operator.shell.config.OperatorConfig.Listen;
import dev.fermata.operator.shell.config.OperatorConfig.Logging;
import dev.fermata.operator.shell.config.OperatorConfig.Webhooks;
import dev.fermata.v1alpha1.serverspec.Sidecar.LogLevel;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns texts into values; a text that is none becomes a fault and a value that is never used. */
final class Readings {
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern POD = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");
    private static final Pattern POLICY = Pattern.compile("([a-z0-9][-.a-z0-9]{0,252})=([0-9a-f]{64})");
    private static final Pattern TAINT =
            Pattern.compile("([a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?");
    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,511}");
    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z.:-]{1,253}");
    private static final String DEFAULT_NAMESPACE = "fermata-system";
    private static final int MAX_PORT = 65_535;
    private static final int MAX_POLL_SECONDS = 300;
    private static final int MIN_TAKEOVER_SECONDS = 6;
    private static final int MAX_TAKEOVER_SECONDS = 300;

    private final Map<Setting, String> given;
    private final Optional<String> ownNamespace;
    private final List<String> faults;

    Readings(Map<Setting, String> given, Optional<String> ownNamespace, List<String> faults) {
        this.given = given;
        this.ownNamespace = ownNamespace;
        this.faults = faults;
    }

    OperatorConfig config() {
        OperatorConfig config = new OperatorConfig(
                sidecar(),
                namespaces(),
                operatorNamespace(),
                election(),
                new Listen(
                        matching(Setting.LISTEN_HOST, HOST, "an address to bind, such as 0.0.0.0"),
                        number(Setting.NUDGE_PORT, 0, MAX_PORT),
                        number(Setting.HEALTH_PORT, 0, MAX_PORT)),
                nudgeUrl(),
                Duration.ofSeconds(number(Setting.POLL_INTERVAL_SECONDS, 1, MAX_POLL_SECONDS)),
                choice(Setting.GUARD, OperatorConfig.Guard.class),
                policies(),
                leavingTaints(),
                new Webhooks(yesOrNo(Setting.WEBHOOK_LOCAL_ADDRESSES), yesOrNo(Setting.WEBHOOK_OTHER_NAMESPACES)),
                new Logging(
                        choice(Setting.LOG_FORMAT, Logging.Format.class),
                        choice(Setting.LOG_LEVEL, Logging.Level.class)));
        Listen listen = config.listen();
        if (listen.nudgePort() != 0 && listen.nudgePort() == listen.healthPort()) {
            faults.add(Setting.NUDGE_PORT.label() + " and " + Setting.HEALTH_PORT.label() + " are both "
                    + listen.nudgePort() + "; they need a port each");
        }
        return config;
    }

    private SidecarDefaults sidecar() {
        String image = matching(Setting.SIDECAR_IMAGE, IMAGE, "an image such as example.com/fermata-sidecar:0.1.0");
        Amounts requests = Amounts.read(Setting.SIDECAR_REQUESTS, text(Setting.SIDECAR_REQUESTS), faults);
        Amounts limits = Amounts.read(Setting.SIDECAR_LIMITS, text(Setting.SIDECAR_LIMITS), faults);
        requests.checkWithin(limits, faults);
        return new SidecarDefaults(
                image, requests.texts(), limits.texts(), choice(Setting.SIDECAR_LOG_LEVEL, LogLevel.class));
    }

    private String text(Setting setting) {
        return Optional.ofNullable(given.get(setting)).or(setting::fallback).orElse("");
    }

    private String matching(Setting setting, Pattern pattern, String right) {
        String text = text(setting);
        if (text.isEmpty()) {
            faults.add(setting.label() + " is missing; give " + right);
        } else if (!pattern.matcher(text).matches()) {
            faults.add(setting.label() + " is '" + text + "'; give " + right);
        }
        return text;
    }

    private Set<ExpectedPolicy> policies() {
        Set<String> texts = list(Setting.GUARD_POLICIES);
        texts.stream()
                .filter(text -> !POLICY.matcher(text).matches())
                .sorted()
                .forEach(text -> faults.add(Setting.GUARD_POLICIES.label() + " has '" + text
                        + "'; give a name, = and 64 hexadecimal digits, as the chart does"));
        return texts.stream()
                .map(POLICY::matcher)
                .filter(Matcher::matches)
                .map(found -> new ExpectedPolicy(found.group(1), found.group(2)))
                .collect(Collectors.toSet());
    }

    private Set<String> leavingTaints() {
        Set<String> keys = list(Setting.LEAVING_TAINTS);
        keys.stream()
                .filter(key -> !TAINT.matcher(key).matches())
                .sorted()
                .forEach(key -> faults.add(Setting.LEAVING_TAINTS.label() + " has '" + key
                        + "'; give keys of taints, such as karpenter.sh/disrupted, without values and effects"));
        return keys;
    }

    private Set<String> list(Setting setting) {
        return Arrays.stream(text(setting).split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    private Set<String> namespaces() {
        Set<String> names = list(Setting.NAMESPACES);
        names.stream().sorted().forEach(name -> namespace(Setting.NAMESPACES, name));
        return names;
    }

    private String operatorNamespace() {
        String name = Optional.ofNullable(given.get(Setting.OPERATOR_NAMESPACE))
                .or(() -> ownNamespace)
                .orElse(DEFAULT_NAMESPACE);
        namespace(Setting.OPERATOR_NAMESPACE, name);
        return name;
    }

    private Optional<Candidacy> election() {
        boolean wanted = yesOrNo(
                Setting.LEADER_ELECTION,
                Optional.ofNullable(given.get(Setting.LEADER_ELECTION))
                        .orElse(Boolean.toString(ownNamespace.isPresent())));
        Optional<String> pod = Optional.ofNullable(given.get(Setting.POD_NAME));
        pod.filter(name -> !POD.matcher(name).matches())
                .ifPresent(name -> faults.add(Setting.POD_NAME.label() + " is '" + name
                        + "'; a Pod's name is up to 253 of a-z, 0-9, - and ., with a letter or digit at both ends"));
        Duration takeover =
                Duration.ofSeconds(number(Setting.TAKEOVER_SECONDS, MIN_TAKEOVER_SECONDS, MAX_TAKEOVER_SECONDS));
        return Optional.of(new Candidacy(pod.orElse("fermata-operator"), pod, takeover))
                .filter(any -> wanted);
    }

    private boolean yesOrNo(Setting setting) {
        return yesOrNo(setting, text(setting));
    }

    private boolean yesOrNo(Setting setting, String text) {
        if (!text.equals("true") && !text.equals("false")) {
            faults.add(setting.label() + " is '" + text + "'; give true or false");
        }
        return text.equals("true");
    }

    private void namespace(Setting setting, String name) {
        if (!NAMESPACE.matcher(name).matches()) {
            faults.add(setting.label() + " has '" + name
                    + "'; a namespace is up to 63 of a-z, 0-9 and -, with a letter or digit at both ends");
        }
    }

    private int number(Setting setting, int min, int max) {
        String text = text(setting);
        if (text.matches("[0-9]{1,9}")) {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        }
        faults.add(setting.label() + " is '" + text + "'; give a whole number from " + min + " to " + max);
        return min;
    }

    private Optional<URI> nudgeUrl() {
        String text = text(Setting.NUDGE_URL);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = URI.create(text);
            boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (http && url.getHost() != null && "/v1/nudge".equals(url.getPath()) && url.getRawQuery() == null) {
                return Optional.of(url);
            }
        } catch (IllegalArgumentException notAUrl) {
            // reported below, with what would be right
        }
        faults.add(Setting.NUDGE_URL.label() + " is '" + text
                + "'; give an address that Pods reach, such as http://fermata-operator.fermata-system:9482/v1/nudge");
        return Optional.empty();
    }

    private <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
        String text = text(setting);
        E[] choices = type.getEnumConstants();
        for (E choice : choices) {
            if (choice.name().equalsIgnoreCase(text)) {
                return choice;
            }
        }
        String known = Arrays.stream(choices)
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        faults.add(setting.label() + " is '" + text + "'; give one of " + known);
        return choices[0];
    }
}
