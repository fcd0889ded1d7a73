package dev.fermata.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.plan.Readiness;
import dev.fermata.v1alpha1.serverspec.Drains;
import dev.fermata.wire.DrainNotice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever reason a person may read is on the page that says what to do about it, and the page has no others. */
class TroubleshootingTest {
    private static final Path PAGE = Path.of("../docs/guides/troubleshooting.md");
    private static final Path SOURCES = Path.of("src/main/java/dev/fermata/operator");
    private static final Pattern WORD = Pattern.compile("\"([A-Z][A-Za-z]+)\"");

    /** In a table of the page: the first or the second column, in code. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (?:[A-Za-z ]+ \\| )?(`[^|]+) \\|");

    /** Fermata's types of conditions, and what Kubernetes says or is told: words in the same sources that are no reasons of ours. */
    private static final Set<String> NO_REASONS = Set.of(
            "ALL",
            "Active",
            "Always",
            "Available",
            "CrashLoopBackOff",
            "CreateContainerConfigError",
            "CreateContainerError",
            "DeletionAllowed",
            "DeadlineExceeded",
            "ErrImageNeverPull",
            "ErrImagePull",
            "Error",
            "Evicted",
            "Exists",
            "ExternalIP",
            "Failed",
            "FallbackToLogsOnError",
            "False",
            "IfNotPresent",
            "ImageInspectError",
            "ImagePullBackOff",
            "InternalIP",
            "InvalidImageName",
            "Limited",
            "Never",
            "NoExecute",
            "OOMKilled",
            "Pending",
            "PodScheduled",
            "Progressing",
            "ReplicaFailure",
            "RunContainerError",
            "RuntimeDefault",
            "Shutdown",
            "Succeeded",
            "TCP",
            "Terminated",
            "True",
            "Unknown",
            "WebhookReachable");

    @Test
    void every_reason_is_explained() throws IOException {
        assertThat(explained()).containsAll(said());
    }

    @Test
    void no_reason_is_explained_that_nobody_says() throws IOException {
        assertThat(said()).containsAll(explained());
    }

    @Test
    void only_words_that_are_there_are_left_out() {
        assertThat(literals()).containsAll(NO_REASONS);
    }

    private static Set<String> explained() throws IOException {
        Set<String> words = new TreeSet<>();
        ROW.matcher(Files.readString(PAGE))
                .results()
                .flatMap(row -> Pattern.compile("`([A-Z][A-Za-z]+)`")
                        .matcher(row.group(1))
                        .results())
                .forEach(word -> words.add(word.group(1)));
        return words;
    }

    private static Set<String> said() {
        Set<String> words = new TreeSet<>();
        Stream.of(Readiness.values()).map(Readiness::word).forEach(words::add);
        Stream.of(Drains.Reason.values()).map(Drains.Reason::getValue).forEach(words::add);
        words.add(DrainNotice.DELETED);
        words.addAll(literals());
        words.removeAll(NO_REASONS);
        return words;
    }

    /** All words that look like a reason: what is made in a new file is found as well. */
    private static Set<String> literals() {
        Set<String> words = new TreeSet<>();
        try {
            for (String kind : List.of("server", "fleet", "gametype", "autoscaler")) {
                try (Stream<Path> files = Files.list(SOURCES.resolve(kind))) {
                    for (Path file : files.toList()) {
                        WORD.matcher(Files.readString(file)).results().forEach(found -> words.add(found.group(1)));
                    }
                }
            }
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
