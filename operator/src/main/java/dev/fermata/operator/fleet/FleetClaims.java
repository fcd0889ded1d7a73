package dev.fermata.operator.fleet;

import static dev.fermata.operator.plan.Claim.Truth.FALSE;
import static dev.fermata.operator.plan.Claim.Truth.TRUE;

import dev.fermata.operator.plan.Claim;
import dev.fermata.operator.plan.Refusal;
import dev.fermata.operator.plan.ServerView;
import dev.fermata.operator.plan.Step;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The three conditions of a Fleet, in words for people; they name the Server that is in the way, and why. */
final class FleetClaims {
    static final String AVAILABLE = "Available";
    static final String PROGRESSING = "Progressing";
    static final String REPLICA_FAILURE = "ReplicaFailure";

    private FleetClaims() {}

    static List<Claim> of(Census census) {
        return List.of(available(census), progressing(census), failure(census));
    }

    private static Claim available(Census census) {
        long ready = census.counting().stream().filter(ServerView::ready).count();
        String count = ready + " of " + census.desired() + " Servers are ready.";
        if (ready >= census.desired()) {
            return new Claim(AVAILABLE, TRUE, "EnoughReady", count);
        }
        String worst = Stream.concat(
                        census.counting().stream(),
                        census.seen().servers().stream().filter(ServerView::lost))
                .filter(server -> !server.ready())
                .min(ServerView.MOST_TELLING)
                .map(server -> " " + server.name() + ": " + server.why())
                .orElse("");
        return new Claim(AVAILABLE, FALSE, "TooFewReady", count + worst);
    }

    private static Claim progressing(Census census) {
        List<ServerView> going = census.going();
        if (census.shortage() > 0) {
            return new Claim(
                    PROGRESSING,
                    TRUE,
                    "ScalingUp",
                    census.current() + " of " + census.desired() + " Servers are there." + waiting(going));
        }
        if (census.shortage() < 0) {
            return new Claim(
                    PROGRESSING, TRUE, "ScalingDown", -census.shortage() + " more Servers are to go." + waiting(going));
        }
        return going.isEmpty()
                ? new Claim(PROGRESSING, FALSE, "Settled", "As many Servers are there as are wanted.")
                : new Claim(PROGRESSING, TRUE, "Draining", waiting(going).strip());
    }

    private static String waiting(List<ServerView> going) {
        return going.stream()
                .min(Comparator.comparing(FleetClaims::since).thenComparing(ServerView::name))
                .map(first -> " " + going.size() + (going.size() == 1 ? " Server is" : " Servers are")
                        + " to go, waiting for game or Pod, the longest " + first.name() + "; its status says why.")
                .orElse("");
    }

    private static Instant since(ServerView server) {
        return server.drains().values().stream().min(Comparator.naturalOrder()).orElse(server.createdAt());
    }

    /** What was refused is told as long as it is still wanted. */
    private static Claim failure(Census census) {
        FleetObservation seen = census.seen();
        Optional<Map.Entry<String, Refusal>> creation = Creations.refused(seen, census.missing()).entrySet().stream()
                .min(Map.Entry.<String, Refusal>comparingByValue(Comparator.comparing(Refusal::since))
                        .thenComparing(Map.Entry.comparingByKey()));
        if (creation.isPresent()) {
            return refused("CreationRefused", "to create ", creation.get());
        }
        Optional<Map.Entry<String, Refusal>> write = seen.refusals().entrySet().stream()
                .filter(entry -> !entry.getValue().refuses(Step.CreateServer.class))
                .filter(entry -> isThere(seen, entry.getKey()))
                .min(Map.Entry.comparingByKey());
        if (write.isPresent()) {
            return refused("WriteRefused", "a change of ", write.get());
        }
        return games(census);
    }

    private static Claim refused(String reason, String what, Map.Entry<String, Refusal> server) {
        Refusal refusal = server.getValue();
        String words = what + server.getKey() + " (" + refusal.reason() + "): " + refusal.message();
        return new Claim(REPLICA_FAILURE, TRUE, reason, "The API server refuses " + words, refusal.since());
    }

    private static boolean isThere(FleetObservation seen, String name) {
        return seen.servers().stream().anyMatch(server -> server.name().equals(name));
    }

    private static Claim games(Census census) {
        FleetObservation seen = census.seen();
        if (census.shortage() > 0 && seen.now().isBefore(seen.crashes().nextCreation())) {
            return new Claim(
                    REPLICA_FAILURE,
                    TRUE,
                    "CrashBackOff",
                    "Games ended badly " + seen.crashes().rounds() + " times in a row, the last one "
                            + seen.crashes().what() + " The next Server is created at "
                            + seen.crashes().nextCreation() + ".");
        }
        return seen.taken().stream()
                .sorted()
                .findFirst()
                .map(name -> new Claim(
                        REPLICA_FAILURE,
                        FALSE,
                        "NameTaken",
                        "Server " + name + " belongs to somebody else; its slot is passed over."))
                .orElseGet(() -> new Claim(REPLICA_FAILURE, FALSE, "NoFailure", "Nothing is in the way."));
    }
}
