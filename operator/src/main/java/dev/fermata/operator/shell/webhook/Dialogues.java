package dev.fermata.operator.shell.webhook;

import dev.fermata.operator.autoscaler.Dialogue;
import dev.fermata.operator.autoscaler.Exchange;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** What this process remembers of talking to webhooks, per GameAutoscaler uid; only of those that it met and that are not gone. */
public final class Dialogues {
    private final Map<String, Dialogue> dialogues = new ConcurrentHashMap<>();

    /** That of this GameAutoscaler; it begins now if it has not. */
    public Dialogue of(String uid, Instant now) {
        return dialogues.computeIfAbsent(uid, any -> Dialogue.from(now));
    }

    /** This exchange has had its consequences. */
    public void settled(String uid, Exchange exchange) {
        dialogues.computeIfPresent(uid, (any, dialogue) -> dialogue.settled(exchange));
    }

    /** There is no such GameAutoscaler any more. */
    public void forget(String uid) {
        dialogues.remove(uid);
    }

    /** Notes that a question is sent. False, and nothing noted, if another is under way or the GameAutoscaler is unknown. */
    boolean begin(String uid) {
        AtomicBoolean begun = new AtomicBoolean();
        dialogues.computeIfPresent(uid, (any, dialogue) -> {
            begun.set(!dialogue.underWay());
            return dialogue.asked();
        });
        return begun.get();
    }

    /** Notes what came of the question under way. */
    void end(String uid, Exchange exchange) {
        dialogues.computeIfPresent(uid, (any, dialogue) -> dialogue.ended(exchange));
    }
}
