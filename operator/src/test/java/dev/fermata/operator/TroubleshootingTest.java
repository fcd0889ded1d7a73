package dev.fermata.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.operator.plan.Readiness;
import dev.fermata.operator.server.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever reason a person may read is on the page that says what to do about it. */
class TroubleshootingTest {
    private static final Path PAGE = Path.of("../docs/guides/troubleshooting.md");
    private static final Path SOURCES = Path.of("src/main/java/dev/fermata/operator");

    /** Where claims and Events are made. */
    private static final List<String> CLAIMING = List.of(
            "server/Claims.java",
            "server/Report.java",
            "server/Ending.java",
            "server/Transitions.java",
            "fleet/FleetClaims.java");

    /** Types of conditions, and words that are no reasons. */
    private static final Set<String> OTHERS =
            Set.of("Ready", "DrainRequested", "DeletionAllowed", "Available", "Progressing", "ReplicaFailure", "TCP");

    @Test
    void every_reason_is_explained() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(reasons().filter(reason -> !page.contains("`" + reason + "`")))
                .isEmpty();
    }

    private static Stream<String> reasons() throws IOException {
        Set<String> reasons = new TreeSet<>();
        Stream.of(Readiness.values()).map(Readiness::word).forEach(reasons::add);
        Stream.of(Verdict.Reason.values()).map(Verdict.Reason::word).forEach(reasons::add);
        for (String file : CLAIMING) {
            Pattern.compile("\"([A-Z][A-Za-z]+)\"")
                    .matcher(Files.readString(SOURCES.resolve(file)))
                    .results()
                    .map(found -> found.group(1))
                    .filter(word -> !OTHERS.contains(word))
                    .forEach(reasons::add);
        }
        return reasons.stream();
    }
}
