package dev.fermata.local.kubelet;

import dev.fermata.local.process.Command;

/** What becomes of a container that is to be started. */
sealed interface Launch {
    /** It can be started. */
    record Ready(Command command) implements Launch {}

    /**
     * It cannot, and waits; the reasons are those of a real kubelet.
     *
     * @param reason such as {@code ErrImagePull}
     * @param message what is wrong and what would be right
     */
    record Refused(String reason, String message) implements Launch {}
}
