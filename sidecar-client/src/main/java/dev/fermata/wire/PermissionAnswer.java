package dev.fermata.wire;

import org.jspecify.annotations.Nullable;

/**
 * What the sidecar answers to a {@link Permission} that it took. JSON: {@code {"allowed": false, "hold": "local"}}.
 *
 * @param allowed the permission as it now is
 * @param hold {@link Hold#GUARDED} or {@link Hold#LOCAL} if the game took its permission back; else null
 */
public record PermissionAnswer(boolean allowed, @Nullable Hold hold) implements WireDocument {
    public PermissionAnswer {
        if (hold == null ? !allowed : allowed || !hold.isHeld()) {
            throw new WireException("hold", "must be guarded or local where allowed is false, else absent");
        }
    }

    /** The answer to a game that allowed deletion. */
    public static PermissionAnswer granted() {
        return new PermissionAnswer(true, null);
    }

    /** The answer to a game that took its permission back in time. */
    public static PermissionAnswer held(Hold hold) {
        return new PermissionAnswer(false, hold);
    }

    /** Reads it leniently. */
    public static PermissionAnswer ofResponse(byte[] json) {
        Fields fields = Fields.ofResponse(json);
        String hold = fields.optionalText("hold");
        return new PermissionAnswer(fields.flag("allowed"), hold == null ? null : Hold.of("hold", hold));
    }

    @Override
    public String toJson() {
        return new JsonWriter()
                .flag("allowed", allowed)
                .text("hold", hold == null ? null : hold.wireName())
                .end();
    }
}
