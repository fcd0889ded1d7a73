package dev.fermata.sidecar.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fermata.sidecar.state.Cell;
import dev.fermata.sidecar.state.State;
import dev.fermata.wire.DrainNotice;
import dev.fermata.wire.Hold;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final Pattern SAMPLE =
            Pattern.compile("fermata_sidecar_[a-z_]+(\\{[a-z]+=\"[^\"\\\\]*\"(,[a-z]+=\"[^\"\\\\]*\")*})? \\d+");

    private final Metrics metrics = new Metrics();
    private final Cell cell = new Cell(State.initial("i-1"));

    @Test
    void changesAreCountedByWhatTheyAmountTo() {
        cell.listen(metrics::changed);
        cell.change(State::allow);
        cell.change(State::hold);
        cell.change(State::allow);
        cell.change(State::seal);
        cell.change(State::unseal);
        cell.change(state -> state.drain(new DrainNotice("Rollout", null, Instant.EPOCH, null)));
        cell.change(state -> state.players(7));
        metrics.holdRefused(Hold.SEALED);

        assertThat(page())
                .contains(
                        "fermata_sidecar_permission_changes_total{to=\"allowed\"} 2",
                        "fermata_sidecar_permission_changes_total{to=\"held\"} 1",
                        "fermata_sidecar_seals_total{to=\"sealed\"} 1",
                        "fermata_sidecar_seals_total{to=\"unsealed\"} 1",
                        "fermata_sidecar_drain_changes_total 1",
                        "fermata_sidecar_holds_refused_total{hold=\"sealed\"} 1",
                        "fermata_sidecar_holds_refused_total{hold=\"terminating\"} 0",
                        "fermata_sidecar_allowed 1",
                        "fermata_sidecar_draining 1",
                        "fermata_sidecar_players 7",
                        "fermata_sidecar_event_streams 3");
    }

    @Test
    void requestsAreCountedByListenerMethodRouteAndCode() {
        metrics.count(new Request("game", "GET", "/health", 200));
        metrics.count(new Request("game", "GET", "/health", 200));

        assertThat(page())
                .contains(
                        "fermata_sidecar_requests_total{listener=\"game\",method=\"GET\",route=\"/health\",code=\"200\"}"
                            + " 2");
    }

    @Test
    void thePageIsInPrometheusTextFormat() {
        metrics.count(new Request("game", "GET", "/health", 200));
        List<String> families = page().stream()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.replaceAll("# TYPE (\\S+) .*", "$1"))
                .toList();

        assertThat(families).doesNotHaveDuplicates();
        assertThat(page())
                .allMatch(line -> line.startsWith("# HELP ")
                        || line.startsWith("# TYPE ")
                        || SAMPLE.matcher(line).matches());
        assertThat(page().stream().filter(line -> !line.startsWith("#")).map(line -> line.replaceAll("[ {].*", "")))
                .allMatch(families::contains);
    }

    private List<String> page() {
        return metrics.page("1+a", cell.get(), 3).lines().toList();
    }
}
