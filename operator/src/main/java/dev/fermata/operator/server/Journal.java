package dev.fermata.operator.server;

import dev.fermata.operator.plan.Draft;
import dev.fermata.operator.plan.Step;
import dev.fermata.operator.plan.Target;
import dev.fermata.v1alpha1.ServerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Writes a status if it says anything new, with its Events. */
final class Journal {
    /** A change of players alone is written no more often than this. */
    private static final Duration PLAYERS = Duration.ofSeconds(10);

    private Journal() {}

    static void write(Draft draft, Report report) {
        ServerStatus before = report.before();
        ServerStatus after = report.status();
        boolean same = Report.same(before, after);
        if (same && Objects.equals(before.getPlayers(), after.getPlayers())) {
            return;
        }
        Instant now = report.seen().now();
        Instant written = report.seen().statusWrittenAt();
        Instant due = written == null ? now : written.plus(PLAYERS);
        if (same && now.isBefore(due)) {
            draft.lookAt(due);
            return;
        }
        draft.write(new Step.WriteServerStatus(Target.of(report.seen().server()), after));
        Transitions.between(before, after).forEach(draft::note);
    }
}
