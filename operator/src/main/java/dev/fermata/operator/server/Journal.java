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

    /** Gives whether all that the sidecar said is on record once the plan is done. */
    static boolean write(Draft draft, Report report) {
        ServerStatus before = report.before();
        ServerStatus after = report.status();
        boolean same = Report.same(before, after);
        if (same && Objects.equals(before.getPlayers(), after.getPlayers())) {
            return true;
        }
        Instant now = report.seen().now();
        Instant written = report.seen().statusWrittenAt();
        Instant due = written == null ? now : written.plus(PLAYERS);
        if (same && now.isBefore(due)) {
            return hold(draft, report, due);
        }
        draft.write(new Step.WriteServerStatus(Target.of(report.seen().server()), after));
        if (draft.mustWait(Step.WriteServerStatus.class)) {
            return report.isLearnt();
        }
        Transitions.between(before, after).forEach(draft::note);
        return true;
    }

    /** Leaves it for later, and gives whether all that the sidecar said is on record nevertheless. */
    static boolean hold(Draft draft, Report report, Instant until) {
        draft.lookAt(until);
        return report.isLearnt();
    }
}
