package dev.fermata.wire;

import org.jspecify.annotations.Nullable;

/**
 * What the sidecar answers to a {@link Permission} that it took. JSON: {@code {"allowed": false, "hold": "local"}}.
 *
 * @param allowed the permission as it now is
 * @param hold {@link Hold#GUARDED} or {@link Hold#LOCAL} if the game took its permission back; else null
 */
public record PermissionAnswer(boolean allowed, @Nullable Hold hold) implements WireDocument {
    /**
     * Refuses what is not valid.
     *
     * @throws WireException if there is a hold although deletion is allowed, or none that holds although it is not
     */
    public PermissionAnswer {
        if (hold == null ? !allowed : allowed || !hold.isHeld()) {
            throw new WireException("hold", "must be guarded or local where allowed is false, else absent");
        }
    }

    /** {@return the answer to a game that allowed deletion} */
    public static PermissionAnswer granted() {
        return new PermissionAnswer(true, null);
    }

    /**
     * The answer to a game that took its permission back in time.
     *
     * @param hold {@link Hold#GUARDED} or {@link Hold#LOCAL}
     * @return says that deletion is not allowed, and this
     * @throws WireException if it is another one
     */
    public static PermissionAnswer held(Hold hold) {
        return new PermissionAnswer(false, hold);
    }

    /**
     * Reads it leniently.
     *
     * @param json an answer's body in UTF-8, at most {@value Limits#MAX_ANSWER_BYTES} bytes
     * @return the valid document; fields that are not known are ignored
     * @throws WireException if it is anything else, by the name of the field at fault
     */
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
