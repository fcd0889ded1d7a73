package dev.fermata.operator.server;

import dev.fermata.operator.plan.Instants;
import dev.fermata.v1alpha1.Server;
import dev.fermata.v1alpha1.serverspec.Deletion;
import dev.fermata.v1alpha1.serverspec.Drains;
import dev.fermata.wire.DrainNotice;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants a Server gone: a drain request, which can be withdrawn, or a deletion request, which cannot.
 *
 * @param reason of the earliest drain; {@code Deleted} once there is a deletionTimestamp
 * @param by what was asked by whom and when, in words
 * @param since when it was first asked
 * @param deadline until when the game is waited for; null: as long as it likes
 * @param end what may be done without the game
 * @param last whether it can no longer be withdrawn
 * @param notice what the game is told
 */
public record Request(
        String reason,
        String by,
        Instant since,
        @Nullable Instant deadline,
        End end,
        boolean last,
        DrainNotice notice) {

    /** What the spec says about a game that does not allow. */
    public enum End {
        /** Wait for it, deadline or not. */
        WAIT,
        /** Delete it once the deadline has passed. */
        DELETE,
        /** Do not ask at all. */
        FORCE
    }

    /** Null if nobody wants it gone. */
    public static @Nullable Request of(Server server) {
        Instant created = Instants.parse(server.getMetadata().getCreationTimestamp(), Instant.EPOCH);
        List<Drains> drains = Optional.ofNullable(server.getSpec().getDrains()).orElse(List.of()).stream()
                .sorted(Comparator.comparing((Drains drain) -> Instants.parse(drain.getRequestedAt(), created))
                        .thenComparing(Drains::getRequester))
                .toList();
        Instant deleted = Instants.parse(server.getMetadata().getDeletionTimestamp());
        if (deleted == null && drains.isEmpty()) {
            return null;
        }
        Deletion deletion = Optional.ofNullable(server.getSpec().getDeletion()).orElseGet(Deletion::new);
        Instant since = Stream.concat(
                        Stream.ofNullable(deleted),
                        drains.stream().map(drain -> Instants.parse(drain.getRequestedAt(), created)))
                .min(Comparator.naturalOrder())
                .map(earliest -> earliest.truncatedTo(ChronoUnit.SECONDS))
                .orElseThrow();
        Instant start = since.isBefore(created) ? created : since;
        Instant deadline =
                deletion.getTimeoutSeconds() == null ? null : start.plusSeconds(deletion.getTimeoutSeconds());
        String reason = deleted == null ? reason(drains.getFirst()) : DrainNotice.DELETED;
        DrainNotice notice = new DrainNotice(reason, message(drains), since, soonest(deadline, drains));
        return new Request(reason, by(deleted, drains), since, deadline, end(deletion), deleted != null, notice);
    }

    /** A Pod without its Server: wanted gone since it was made, for all that is known, without a deadline. */
    public static Request orphaned(Instant created) {
        DrainNotice notice = new DrainNotice(DrainNotice.DELETED, "The Server object is gone.", created, null);
        return new Request(DrainNotice.DELETED, "its Server is gone", created, null, End.WAIT, true, notice);
    }

    private static End end(Deletion deletion) {
        if (Boolean.TRUE.equals(deletion.getForce())) {
            return End.FORCE;
        }
        return deletion.getOnTimeout() == Deletion.OnTimeout.Delete ? End.DELETE : End.WAIT;
    }

    /** A reason of a later version reads as null, and is a request all the same. */
    private static String reason(Drains drain) {
        return Optional.ofNullable(drain.getReason())
                .orElse(Drains.Reason.Requested)
                .getValue();
    }

    private static String by(@Nullable Instant deleted, List<Drains> drains) {
        if (deleted != null) {
            return "deleted at " + Instants.words(deleted);
        }
        Drains first = drains.getFirst();
        return "asked to go by " + first.getRequester() + at(first) + " (" + reason(first) + ")";
    }

    private static String at(Drains drain) {
        return Optional.ofNullable(Instants.parse(drain.getRequestedAt()))
                .map(asked -> " at " + Instants.words(asked))
                .orElse("");
    }

    private static @Nullable String message(List<Drains> drains) {
        return drains.stream()
                .map(Drains::getMessage)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Instant soonest(@Nullable Instant deadline, List<Drains> drains) {
        return Stream.concat(
                        Stream.ofNullable(deadline),
                        drains.stream()
                                .map(drain -> Instants.parse(drain.getDeadline()))
                                .filter(Objects::nonNull))
                .min(Comparator.naturalOrder())
                .map(soonest -> soonest.truncatedTo(ChronoUnit.SECONDS))
                .orElse(null);
    }
}
