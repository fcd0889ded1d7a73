package dev.fermata.wire;

import java.nio.charset.StandardCharsets;

/** A document of the wire protocol: a valid value of its kind (constructors refuse others) that knows its JSON form. */
public sealed interface WireDocument
        permits DrainNotice,
                ErrorDocument,
                GuardAcknowledgement,
                Health,
                HoldRefusal,
                Nudge,
                Permission,
                PermissionAnswer,
                Players,
                SealRefusal,
                ServerDocument,
                Shutdown,
                SidecarState {

    /** {@return the document as JSON in one line, without a line break at its end; absent fields are left out} */
    String toJson();

    /** {@return {@link #toJson()} in UTF-8} */
    default byte[] toBytes() {
        return toJson().getBytes(StandardCharsets.UTF_8);
    }
}
