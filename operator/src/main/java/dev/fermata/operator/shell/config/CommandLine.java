package dev.fermata.operator.shell.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the operator's command line and environment ask for. */
public sealed interface CommandLine {

    /** Run with this configuration. */
    record Run(OperatorConfig config) implements CommandLine {}

    /** Print this and end well. */
    record Help(String text) implements CommandLine {}

    /** Nothing can be run: each fault says what is wrong and what would be right. */
    record Faulty(List<String> faults) implements CommandLine {}

    /**
     * Reads flags and environment.
     *
     * @param arguments flags, {@code --name=value} or {@code --name value}; they win over the environment
     * @param environment variables {@code FERMATA_…}; an empty one counts as absent, others are ignored
     * @param ownNamespace the namespace this process runs in, where it runs in a cluster
     */
    static CommandLine read(List<String> arguments, Map<String, String> environment, Optional<String> ownNamespace) {
        if (arguments.stream().anyMatch(argument -> argument.equals("--help") || argument.equals("-h"))) {
            return new Help(usage());
        }
        List<String> faults = new ArrayList<>();
        Map<Setting, String> given = fromEnvironment(environment);
        given.putAll(fromFlags(arguments, faults));
        Readings readings = new Readings(given, ownNamespace, faults);
        OperatorConfig config = readings.config();
        return faults.isEmpty() ? new Run(config) : new Faulty(List.copyOf(faults));
    }

    private static Map<Setting, String> fromEnvironment(Map<String, String> environment) {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            String value = environment.getOrDefault(setting.variable(), "").strip();
            if (!value.isEmpty()) {
                given.put(setting, value);
            }
        }
        return given;
    }

    private static Map<Setting, String> fromFlags(List<String> arguments, List<String> faults) {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            String flag = equals < 0 ? argument : argument.substring(0, equals);
            Optional<Setting> setting = Setting.ofFlag(flag);
            if (setting.isEmpty()) {
                faults.add("unknown argument " + argument + "; --help lists the known ones");
            } else if (equals >= 0) {
                given.put(setting.get(), argument.substring(equals + 1).strip());
            } else if (i + 1 < arguments.size()) {
                given.put(setting.get(), arguments.get(++i).strip());
            } else {
                faults.add(flag + " needs a value");
            }
        }
        return given;
    }

    private static String usage() {
        return """
            Fermata's operator: runs game servers on Kubernetes and never cuts a match.

            usage: java -jar fermata-operator.jar [--name=value …]

            The cluster is the one of KUBECONFIG, else of ~/.kube/config, else the one this process runs in.

            """ + Stream.of(Setting.values()).map(Setting::help).collect(Collectors.joining()) + """

            Ends with 0 after SIGTERM, 1 if it cannot run (no API server, no rights for its keys), 2 if it was told wrongly.
            """;
    }
}
